'use client'

import { CircleCheck, Download, FilePen, Hourglass, ListFilter, type LucideIcon } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useEffectEvent } from 'react'
import type { Query } from '#components/job-details/query-with.ts'
import { queryWith } from '#components/job-details/query-with.ts'
import { REJECT_GRID, Reject } from '#components/job-details/reject.tsx'
import { RejectGroups } from '#components/job-details/reject-groups.tsx'
import { type RejectsPage, useRejects } from '#components/job-details/use-rejects.ts'
import { useJob } from '#components/live/live.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#i18n/navigation.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { RejectGroup } from '#jobs/list-rejects.ts'
import type { JobStatus } from '#jobs/status.ts'

type Props = {
  job: JobView
  groups: RejectGroup[]
  page: RejectsPage
  reason: string | undefined
  column: string | undefined
  query: Query
}

/** Milliseconds between two readings of a list that is short enough to be kept whole while the job runs. */
const QUIET = 1500

/** Every refused record: grouped by reason and column, listed in the order of the file, to download with the reasons. */
export function Rejects({ job: initial, groups: initialGroups, page, reason, column, query }: Props) {
  const t = useTranslations('rejectsTab')
  const locale = useLocale()
  const job = useJob(initial)
  const { rejects, next, groups, pages, failed, pending, readMore, readAgain } = useRejects(
    job.id,
    { reason, column },
    { ...page, groups: initialGroups },
  )
  const counted = groups.reduce((sum, { count }) => sum + count, 0)
  const fresh = Math.max(0, job.counters.rejects - counted)
  const matching =
    reason === undefined ? counted : groups.filter((group) => matches(group, reason, column)).reduce((sum, { count }) => sum + count, 0)
  const whole = next === null && pages === 1

  const renew = useEffectEvent(() => void readAgain())
  const behind = fresh > 0 && whole
  useEffect(() => {
    if (!behind) return
    const timer = setInterval(() => renew(), QUIET)
    return () => clearInterval(timer)
  }, [behind])

  if (counted === 0 && fresh === 0) return <NoRejects status={job.status} kind={job.kind} />
  return (
    <div className="@container">
      <h2 className="sr-only">{t('title')}</h2>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2 max-md:px-3">
        <p className="text-sm font-medium">{t('count', { count: job.counters.rejects })}</p>
        <Button asChild size="small">
          <a href={`/api/jobs/${job.id}/rejects.csv?locale=${locale}`} download>
            <Download aria-hidden className="size-3.5" />
            {t('download')}
          </a>
        </Button>
      </div>
      <div className="border-b border-line">
        <RejectGroups jobId={job.id} groups={groups} reason={reason} column={column} query={query} />
      </div>
      {(reason !== undefined || column !== undefined) && (
        <p className="flex flex-wrap items-center gap-3 border-b border-line bg-selected px-4 py-1.5 text-sm max-md:px-3">
          <ListFilter aria-hidden className="size-4 text-muted" />
          {t('shown', { shown: matching, total: counted })}
          <Button asChild size="small" look="ghost">
            <Link
              href={{
                pathname: '/jobs/[jobId]/rejects',
                params: { jobId: String(job.id) },
                query: queryWith(query, { reason: undefined, column: undefined }),
              }}
              prefetch={false}
              scroll={false}
            >
              {t('clear')}
            </Link>
          </Button>
        </p>
      )}
      {fresh > 0 && !whole && (
        <div role="status" className="sticky top-2 z-10 flex h-0 justify-center">
          <Button look="primary" size="small" className="rounded-full shadow-float" onClick={readAgain}>
            {t('fresh', { count: fresh })}
          </Button>
        </div>
      )}
      {rejects.length === 0 ? (
        <EmptyState icon={ListFilter} title={t('empty.filtered.title')} />
      ) : (
        <>
          <div aria-hidden className={`hidden border-b border-line px-4 py-1.5 text-xs text-muted ${REJECT_GRID}`}>
            <span />
            <span className="text-right">{t('line')}</span>
            <span className="text-right" title={t('recordLong')}>
              {t('record')}
            </span>
            <span>{t('column')}</span>
            <span>{t('value')}</span>
            <span>{t('reason')}</span>
          </div>
          <ol>
            {rejects.map((reject) => (
              <Reject key={reject.record} reject={reject} />
            ))}
          </ol>
          <div className="flex flex-wrap items-center justify-center gap-3 p-3 text-sm text-muted">
            {t('shown', { shown: rejects.length, total: Math.max(matching, rejects.length) })}
            {next !== null && (
              <Button size="small" pending={pending} onClick={readMore}>
                {t('more')}
              </Button>
            )}
          </div>
        </>
      )}
      {failed && (
        <p role="alert" className="px-4 pb-3 text-center text-sm text-danger">
          {t('unreadable')}
        </p>
      )}
    </div>
  )
}

const matches = (group: RejectGroup, reason: string | undefined, column: string | undefined) =>
  (reason === undefined || group.code === reason) && (column === undefined || group.column === column)

const STAGES: Record<JobStatus, 'notStarted' | 'underway' | 'finished'> = {
  editing: 'notStarted',
  running: 'underway',
  pausing: 'underway',
  paused: 'underway',
  cancelling: 'underway',
  cancelled: 'underway',
  finished: 'finished',
  finished_with_errors: 'underway',
  server_shutdown: 'underway',
}
const ICONS: Record<'notStarted' | 'underway' | 'finished' | 'export', LucideIcon> = {
  notStarted: FilePen,
  underway: Hourglass,
  finished: CircleCheck,
  export: CircleCheck,
}

function NoRejects({ status, kind }: { status: JobStatus; kind: JobView['kind'] }) {
  const t = useTranslations('rejectsTab.empty')
  const stage = kind === 'export' ? 'export' : STAGES[status]
  return (
    <EmptyState icon={ICONS[stage]} title={t(`${stage}.title`)}>
      {t(`${stage}.text`)}
    </EmptyState>
  )
}
