'use client'

import { useState } from 'react'
import { ReasonField } from '#components/jobs/reason-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = { label: string; open: boolean; onOpenChange: (open: boolean) => void; onConfirm: (reason: string) => void }

export function PauseDialog({ label, open, onOpenChange, onConfirm }: Props) {
  const t = useTranslations('job')
  const [reason, setReason] = useState('')
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('pauseDialog.title', { label })}
      description={t('pauseDialog.text')}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('keep')}</Button>
          <Button look="primary" onClick={() => onConfirm(reason)}>
            {t('pauseDialog.confirm')}
          </Button>
        </>
      }
    >
      <ReasonField value={reason} onChange={setReason} />
    </Dialog>
  )
}
