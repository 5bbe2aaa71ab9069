'use client'

import { useState } from 'react'
import { DeleteDialog } from '#components/bulk/delete-dialog.tsx'
import type { ChosenNow } from '#components/bulk/use-chosen.ts'
import { ReasonField } from '#components/jobs/reason-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { ListedJob } from '#jobs/job-view.ts'
import { isPossible, type ManyVerb } from '#jobs/status.ts'

type Props = { verb: ManyVerb; chosen: ChosenNow; onClose: () => void; onConfirm: (reason?: string) => void }

/** Asks once for all of them, and says in numbers what will happen. */
export function ManyDialog({ verb, chosen, onClose, onConfirm }: Props) {
  const t = useTranslations('bulk')
  const job = useTranslations('job')
  const [reason, setReason] = useState('')
  const { total, possible, all } = chosen
  const jobs = t('jobs', { count: possible[verb].count, more: String(possible[verb].more) })
  const meant = chosen.known.filter(({ status }) => isPossible(verb, status))
  const others = total.more ? 0 : total.count - possible[verb].count
  const spared = others > 0 && <li>{t('spared', { count: others })}</li>

  if (verb === 'delete')
    return (
      <DeleteDialog
        title={t('title.delete', { jobs })}
        jobIds={all ? null : meant.map(({ id }) => id)}
        spared={spared}
        onClose={onClose}
        onConfirm={() => onConfirm()}
      />
    )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(`title.${verb}`, { jobs })}
      description={
        <ul className="list-disc space-y-1 pl-4 text-sm">
          {verb === 'cancel' ? <CancelFacts jobs={all ? null : meant} /> : <li>{t(`facts.${verb}`)}</li>}
          {spared}
        </ul>
      }
      actions={
        <>
          <Button onClick={onClose}>{job('keep')}</Button>
          <Button look={verb === 'cancel' ? 'danger' : 'primary'} onClick={() => onConfirm(reason)}>
            {t(`confirm.${verb}`, { jobs })}
          </Button>
        </>
      }
    >
      {verb !== 'start' && <ReasonField value={reason} onChange={setReason} />}
    </Dialog>
  )
}

/** What stays and what will not be done, as it is while one reads; of all that match, nobody has the numbers. */
function CancelFacts({ jobs }: { jobs: ListedJob[] | null }) {
  const t = useTranslations('bulk.facts')
  const job = useTranslations('job.cancelDialog')
  const kept = jobs?.reduce((sum, { kind, counters }) => sum + (kind === 'import' ? counters.success : 0), 0)
  const left = jobs?.reduce((sum, { counters: { total, processed } }) => sum + Math.max(0, (total ?? processed) - processed), 0)
  return (
    <>
      <li>{kept === undefined ? t('cancelAll') : t('kept', { count: kept })}</li>
      {left !== undefined && <li>{job('left', { count: left })}</li>}
      <li>{t('final')}</li>
    </>
  )
}
