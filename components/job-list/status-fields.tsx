'use client'

import { useFormatter } from 'next-intl'
import { Choices } from '#components/job-list/choices.tsx'
import type { SetFilter } from '#components/job-list/filter.ts'
import { useAnswer } from '#components/job-list/use-answer.ts'
import { type ListQuery, listSearch } from '#components/jobs/list-query.ts'
import { StatusIcon } from '#components/jobs/status-icon.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { StatusCounts } from '#jobs/count-jobs.ts'
import { JOB_STATUSES, type JobStatus } from '#jobs/status.ts'

/** The statuses, each with how many jobs of it the other filters leave. */
export function StatusFields({ query, set }: { query: ListQuery; set: SetFilter }) {
  const t = useTranslations('list')
  const statusName = useTranslations('status')
  const format = useFormatter()
  const { status = [], after, before, sort, ...others } = query
  const counts = useAnswer<StatusCounts>(`/api/jobs/counts?${listSearch(others)}`)
  const said = (one: JobStatus) => {
    const found = counts?.[one]
    if (found?.more) return t('filter.atLeast', { count: found.count })
    return found?.count ? format.number(found.count) : undefined
  }
  return (
    <Choices
      legend={t('columns.status')}
      several
      className="p-1"
      choices={JOB_STATUSES.map((value) => ({
        value,
        checked: status.includes(value),
        label: (
          <>
            <StatusIcon status={value} />
            {statusName(value)}
          </>
        ),
        aside: said(value),
      }))}
      onChoose={(value, on) =>
        set(({ status = [] }) => ({ status: JOB_STATUSES.filter((other) => (other === value ? on : status.includes(other))) }))
      }
    />
  )
}
