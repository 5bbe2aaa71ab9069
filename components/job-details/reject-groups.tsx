'use client'

import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import { type Query, queryWith } from '#components/job-details/query-with.ts'
import { Link } from '#i18n/navigation.ts'
import type { RejectGroup } from '#jobs/list-rejects.ts'

type Props = { jobId: number; groups: RejectGroup[]; reason: string | undefined; column: string | undefined; query: Query }

/** Rejects by reason and column as bars; a click on one shows only those, a second click all of them. */
export function RejectGroups({ jobId, groups, reason, column, query }: Props) {
  const t = useTranslations('rejectsTab')
  const format = useFormatter()
  const most = Math.max(1, ...groups.map(({ count }) => count))
  return (
    <nav aria-label={t('groups')}>
      <ul className="grid max-h-64 gap-1 overflow-y-auto p-2 @3xl:grid-cols-2">
        {groups.map((group) => {
          const chosen = group.code === reason && (group.column ?? undefined) === column
          const filter = chosen ? { reason: undefined, column: undefined } : { reason: group.code, column: group.column ?? undefined }
          return (
            <li key={`${group.code} ${group.column}`} className="min-w-0">
              <Link
                href={{ pathname: '/jobs/[jobId]/rejects', params: { jobId: String(jobId) }, query: queryWith(query, filter) }}
                prefetch={false}
                scroll={false}
                aria-current={chosen ? 'true' : undefined}
                className="relative flex items-baseline gap-3 overflow-hidden rounded-md px-2.5 py-1.5 text-sm -outline-offset-2 hover:bg-hover aria-[current]:bg-selected max-md:py-2.5"
              >
                <span
                  aria-hidden
                  className={clsx('absolute inset-y-0 left-0 rounded-md bg-danger', chosen ? 'opacity-20' : 'opacity-10')}
                  style={{ width: `${(group.count / most) * 100}%` }}
                />
                <span className="relative min-w-0 grow wrap-anywhere">
                  {t(`short.${group.code}`)}
                  <span className={chosen ? '' : 'text-muted'}> · {group.column ?? t('wholeRecord')}</span>
                </span>
                <span className="relative font-medium tabular-nums">{format.number(group.count)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
