'use client'

import { useState } from 'react'
import { ReasonField } from '#components/jobs/reason-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = { label: string; pending: boolean; onOpenChange: (open: boolean) => void; onConfirm: (reason: string) => void }

/** Why a job was paused, told after it was. */
export function ExplainDialog({ label, pending, onOpenChange, onConfirm }: Props) {
  const t = useTranslations('job')
  const [reason, setReason] = useState('')
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={t('explainDialog.title', { label })}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('keep')}</Button>
          <Button look="primary" pending={pending} disabled={reason.trim() === ''} onClick={() => onConfirm(reason)}>
            {t('explainDialog.confirm')}
          </Button>
        </>
      }
    >
      <ReasonField name={t('explainDialog.reason')} value={reason} onChange={setReason} />
    </Dialog>
  )
}
