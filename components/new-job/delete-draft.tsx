'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  label: string
  kind: 'import' | 'export'
  onDelete: () => Promise<boolean>
}

/** Asks before a draft goes, since its file goes with it. */
export function DeleteDraft({ open, onOpenChange, label, kind, onDelete }: Props) {
  const t = useTranslations('newJob.delete')
  const router = useRouter()
  const [pending, setPending] = useState(false)

  async function remove() {
    setPending(true)
    if (await onDelete()) return router.push('/jobs')
    setPending(false)
    onOpenChange(false)
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !pending && onOpenChange(next)}
      title={t('title')}
      description={<p className="break-words">{t(`what.${kind}`, { label })}</p>}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)} disabled={pending}>
            {t('keep')}
          </Button>
          <Button look="danger" pending={pending} onClick={() => void remove()}>
            {t('confirm')}
          </Button>
        </>
      }
    />
  )
}
