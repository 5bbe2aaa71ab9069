'use client'

import { useState } from 'react'
import type { Scope } from '#components/job-details/reject-verbs.ts'
import { ReasonField } from '#components/jobs/reason-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useTranslations } from '#i18n/use-translations.ts'

type Props = { scope: Scope; onClose: () => void; onConfirm: (reason: string) => Promise<void> }

/** Asks why rejects are set aside, and says what that means. */
export function RejectDiscard({ scope, onClose, onConfirm }: Props) {
  const t = useTranslations('rejectsTab')
  const [reason, setReason] = useState('')
  const [pending, setPending] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={scope.count === null ? t('discardDialog.titleAll') : t('discardDialog.title', { count: scope.count })}
      description={t('discardDialog.text')}
      actions={
        <>
          <Button onClick={onClose}>{t('discardDialog.keep')}</Button>
          <Button
            look="primary"
            pending={pending}
            onClick={async () => {
              setPending(true)
              await onConfirm(reason)
              setPending(false)
            }}
          >
            {t('discardDialog.confirm')}
          </Button>
        </>
      }
    >
      <ReasonField value={reason} onChange={setReason} />
    </Dialog>
  )
}
