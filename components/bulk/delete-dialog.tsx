'use client'

import { useFormatter } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { sizeIn } from '#components/job-details/size.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Weight } from '#jobs/weigh-jobs.ts'

/** The numbers of more jobs than this are not asked for. */
const WEIGHED = 1000

type Props = {
  title: string
  /** Null where nobody knows them one by one: then it is said without numbers what goes. */
  jobIds: number[] | null
  spared?: ReactNode
  pending?: boolean
  onClose: () => void
  onConfirm: () => void
}

/** What goes, what stays, and that it is for good. */
export function DeleteDialog({ title, jobIds, spared, pending = false, onClose, onConfirm }: Props) {
  const t = useTranslations('bulk.delete')
  const format = useFormatter()
  const weighed = jobIds !== null && jobIds.length > 0 && jobIds.length <= WEIGHED
  const weight = useWeight(weighed ? jobIds.join(',') : null)
  const { value, unit } = sizeIn(weight?.bytes ?? 0)
  const size = format.number(value, { style: 'unit', unit, maximumFractionDigits: 1 })
  const number = (count: number | undefined) => count ?? 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !pending && onClose()}
      title={title}
      description={
        <ul aria-busy={weighed && !weight} className="list-disc space-y-1 pl-4 text-sm">
          {weighed ? (
            // The lines stand before their numbers are there, so that nothing jumps.
            <>
              <li className={weight ? undefined : 'invisible'}>{t('files', { count: number(weight?.files), size })}</li>
              {(!weight || weight.entries + weight.rejects > 0) && (
                <li className={weight ? undefined : 'invisible'}>
                  {t('lines', { entries: number(weight?.entries), rejects: number(weight?.rejects) })}
                </li>
              )}
              <li className={weight ? undefined : 'invisible'}>{t('rows', { count: number(weight?.rows) })}</li>
            </>
          ) : (
            <li>{t('all')}</li>
          )}
          {spared}
          <li>{t('final')}</li>
        </ul>
      }
      actions={
        <>
          <Button onClick={onClose} disabled={pending}>
            {t('keep')}
          </Button>
          <Button look="danger" pending={pending} onClick={onConfirm}>
            {t('confirm')}
          </Button>
        </>
      }
    />
  )
}

function useWeight(ids: string | null): Weight | undefined {
  const [weight, setWeight] = useState<Weight>()
  useEffect(() => {
    if (ids === null) return
    const abort = new AbortController()
    fetch(`/api/jobs/weight?ids=${ids}`, { signal: abort.signal })
      .then(async (response) => response.ok && setWeight(await response.json()))
      // The question can be answered without the numbers.
      .catch(() => {})
    return () => abort.abort()
  }, [ids])
  return weight
}
