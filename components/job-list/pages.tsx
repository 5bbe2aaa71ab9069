'use client'

import type { ReactNode } from 'react'
import type { ChangeList } from '#components/job-list/filter.ts'
import type { JobPage, ListQuery } from '#components/jobs/list-query.ts'
import { Button } from '#components/ui/button.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { NEWEST_FIRST } from '#jobs/job-filter.ts'

type Props = { query: ListQuery; page: JobPage; onChange: ChangeList }

/** The way to the pages beside this one, and what stands on this one: how many there are in all nobody counts. */
export function Pages({ query: { after, before, ...query }, page: { jobs, next, previous, partial }, onChange }: Props) {
  const t = useTranslations('list.paging')
  if (next === null && previous === null) return null
  const { by } = query.sort ?? NEWEST_FIRST
  // "Newer" and "older" are true of the usual order only.
  const order = query.sort ? 'other' : 'newest'
  const [first, last] = [jobs.at(0), jobs.at(-1)]
  return (
    <nav
      aria-label={t('name')}
      className="flex h-10 shrink-0 items-center gap-1 border-t border-line bg-bg px-4 text-sm low:h-8 max-md:h-12 max-md:px-3"
    >
      <p className="min-w-0 flex-1 truncate text-xs text-muted">
        {partial && t('partial')}
        {!partial && first && last && by === 'number' && t('numbers', { first: String(first.id), last: String(last.id) })}
        {!partial && first && last && by !== 'number' && t('jobs', { count: jobs.length })}
      </p>
      <Step icon="icon-chevrons-left" to={previous && query} onChange={onChange}>
        <span className="@max-[40rem]/list:sr-only">{t(`${order}.first`)}</span>
      </Step>
      <Step icon="icon-chevron-left" to={previous && { ...query, before: previous }} onChange={onChange}>
        {t(`${order}.previous`)}
      </Step>
      <Step icon="icon-chevron-right" after to={next && { ...query, after: next }} onChange={onChange}>
        {t(`${order}.next`)}
      </Step>
    </nav>
  )
}

type StepProps = { icon: string; after?: boolean; to: ListQuery | null | ''; onChange: ChangeList; children: ReactNode }

/** Where it leads nowhere it stays where it is, and keeps the focus. */
function Step({ icon, after = false, to, onChange, children }: StepProps) {
  return (
    <Button look="ghost" size="small" aria-disabled={!to || undefined} onClick={() => to && onChange(to, 'push')}>
      {!after && <span className={`icon ${icon} size-3.5`} />}
      {children}
      {after && <span className={`icon ${icon} size-3.5`} />}
    </Button>
  )
}
