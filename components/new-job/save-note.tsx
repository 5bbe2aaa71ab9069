import { Check, CloudOff, LoaderCircle } from 'lucide-react'
import type { SaveState } from '#components/new-job/use-draft.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Whether what is on the page is safe. */
export function SaveNote({ state }: { state: SaveState }) {
  const t = useTranslations('newJob.saving')
  return (
    <p role="status" className="flex items-center gap-1.5 text-xs whitespace-nowrap text-muted">
      {state === 'saved' && <Check aria-hidden className="size-3.5 text-success" />}
      {state === 'saving' && <LoaderCircle aria-hidden className="size-3.5 animate-spin" />}
      {state === 'unsaved' && <CloudOff aria-hidden className="size-3.5 text-warning" />}
      {t(state)}
    </p>
  )
}
