'use client'

import { RotateCw, Trash2, Undo2, Wrench } from 'lucide-react'
import { useState } from 'react'
import type { RejectsQuery } from '#components/job-details/reject-query.ts'
import { mayRepair, mayRetry, type Scope } from '#components/job-details/reject-verbs.ts'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'

type Props = {
  job: JobView
  query: RejectsQuery
  scope: Scope
  ticked: number
  /** The numbers could not be read. */
  uncounted: boolean
  onRecount: () => void
  onUntick: () => void
  onRepair: () => void
  onRetry: () => Promise<void>
  onDiscard: () => void
  onReopen: () => Promise<void>
}

/** What can be done with the ticked rejects, or with all that the filter leaves; it stays in sight while the list is scrolled. */
export function RejectBar({ job, query, scope, ticked, uncounted, onRecount, onUntick, onRepair, onRetry, onDiscard, onReopen }: Props) {
  const t = useTranslations('rejectsTab')
  const [pending, setPending] = useState(false)
  const state = query.state ?? 'open'
  if (state === 'loaded' || scope.count === 0) return null
  const waiting = !mayRepair(job)
  const act = async (work: () => Promise<void>) => {
    setPending(true)
    await work()
    setPending(false)
  }
  return (
    <div className="z-10 flex flex-wrap items-center gap-2 border-b border-line bg-bg px-4 py-1.5 max-md:px-3 md:sticky md:top-0">
      <p className="flex min-w-0 grow flex-wrap items-center gap-x-2 text-sm">
        {ticked > 0 ? (
          <>
            <span className="font-medium">{t('scope.ticked', { count: ticked })}</span>
            <Button look="ghost" size="small" onClick={onUntick}>
              {t('scope.untick')}
            </Button>
          </>
        ) : uncounted ? null : scope.count === null ? (
          <span className="text-muted">{t('scope.counting')}</span>
        ) : (
          <span className="font-medium">{t(`scope.${state}`, { count: scope.count })}</span>
        )}
        {uncounted && ticked === 0 && (
          <span role="alert" className="flex flex-wrap items-center gap-x-2 text-danger">
            {t('scope.uncounted')}
            <Button size="small" onClick={onRecount}>
              {t('tryAgain')}
            </Button>
          </span>
        )}
        {waiting && <span className="text-muted">{t(job.status === 'cancelled' ? 'scope.cancelled' : 'scope.running')}</span>}
      </p>
      {state === 'discarded' || state === 'retrying' ? (
        <Button size="small" pending={pending} disabled={waiting} onClick={() => act(onReopen)}>
          <Undo2 aria-hidden className="size-3.5" />
          {t(state === 'discarded' ? 'reopen' : 'takeBack')}
        </Button>
      ) : (
        <div className="flex flex-wrap gap-2 max-md:grow max-md:*:grow">
          <Button size="small" disabled={waiting} onClick={onDiscard} className="max-md:w-9 max-md:grow-0! max-md:px-0!">
            <Trash2 aria-hidden className="size-3.5 max-md:size-4" />
            <span className="max-md:sr-only">{t('discard')}</span>
          </Button>
          <Button size="small" pending={pending} disabled={!mayRetry(job)} onClick={() => act(onRetry)}>
            <RotateCw aria-hidden className="size-3.5" />
            <span className="max-md:hidden">{t('retryAsIs')}</span>
            <span className="md:hidden">{t('retry')}</span>
          </Button>
          <Button size="small" look="primary" disabled={waiting} onClick={onRepair}>
            <Wrench aria-hidden className="size-3.5" />
            {t('repair')}
          </Button>
        </div>
      )}
    </div>
  )
}
