'use client'

import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ChangeList } from '#components/job-list/filter.ts'
import type { JobPage, ListQuery } from '#components/jobs/list-query.ts'
import { Button } from '#components/ui/button.tsx'
import { NEWEST_FIRST } from '#jobs/job-filter.ts'

type Props = { query: ListQuery; page: JobPage; onChange: ChangeList }

/** The way to the pages beside this one, and what stands on this one: how many there are in all nobody counts. */
export function Pages({ query: { after, before, ...query }, page: { jobs, next, previous }, onChange }: Props) {
  const t = useTranslations('list.paging')
  if (next === null && previous === null) return null
  const { by } = query.sort ?? NEWEST_FIRST
  // "Newer" and "older" are true of the usual order only.
  const order = query.sort ? 'other' : 'newest'
  const [first, last] = [jobs.at(0), jobs.at(-1)]
  return (
    <nav
      aria-label={t('name')}
      className="flex h-10 shrink-0 items-center gap-1 border-t border-line bg-bg px-4 text-sm max-md:h-12 max-md:px-3"
    >
      <p className="min-w-0 flex-1 truncate text-xs text-muted">
        {first && last && by === 'number' && t('numbers', { first: String(first.id), last: String(last.id) })}
        {first && last && by !== 'number' && t('jobs', { count: jobs.length })}
      </p>
      <Button look="ghost" size="small" disabled={previous === null} onClick={() => onChange(query, 'push')}>
        <ChevronsLeft aria-hidden className="size-3.5" />
        <span className="@max-[40rem]/list:sr-only">{t(`${order}.first`)}</span>
      </Button>
      <Button
        look="ghost"
        size="small"
        disabled={previous === null}
        onClick={() => previous && onChange({ ...query, before: previous }, 'push')}
      >
        <ChevronLeft aria-hidden className="size-3.5" />
        {t(`${order}.previous`)}
      </Button>
      <Button look="ghost" size="small" disabled={next === null} onClick={() => next && onChange({ ...query, after: next }, 'push')}>
        {t(`${order}.next`)}
        <ChevronRight aria-hidden className="size-3.5" />
      </Button>
    </nav>
  )
}
