'use client'

import { useState } from 'react'
import { ReasonField } from '#components/jobs/reason-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'

type Props = { job: JobView; open: boolean; onOpenChange: (open: boolean) => void; onConfirm: (reason: string) => void }

/** Says in numbers what stays and what will not be done, as it is while one reads. */
export function CancelDialog({ job, open, onOpenChange, onConfirm }: Props) {
  const t = useTranslations('job')
  const [reason, setReason] = useState('')
  const { success, processed, total } = job.counters
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('cancelDialog.title', { label: job.label })}
      description={
        <ul className="list-disc space-y-1 pl-4 text-sm">
          <li>{t(`cancelDialog.${job.kind}`, { count: success })}</li>
          <li>{total === null ? t('cancelDialog.leftUnknown') : t('cancelDialog.left', { count: Math.max(0, total - processed) })}</li>
          <li>{t('cancelDialog.final')}</li>
        </ul>
      }
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('keep')}</Button>
          <Button look="danger" onClick={() => onConfirm(reason)}>
            {t('cancelDialog.confirm')}
          </Button>
        </>
      }
    >
      <ReasonField value={reason} onChange={setReason} />
    </Dialog>
  )
}
