import { useId } from 'react'
import { Textarea } from '#components/ui/input.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = {
  value: string
  onChange: (reason: string) => void
  /** Where it is not left to the person whether to give one. */
  name?: string
}

/** Why a job is paused or cancelled, for whoever looks at it. */
export function ReasonField({ value, onChange, name }: Props) {
  const t = useTranslations('job')
  const id = useId()
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block text-sm font-medium">
        {name ?? t('reason')}
      </label>
      <Textarea
        id={id}
        rows={2}
        maxLength={500}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className="text-xs text-muted">
        {t('reasonHint')}
      </p>
    </div>
  )
}
