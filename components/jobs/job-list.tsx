'use client'

import { clsx } from 'clsx'
import { ArrowDownToLine, ArrowUp, Inbox, SearchX } from 'lucide-react'
import { useParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTab } from '#components/jobs/addresses.ts'
import { JobRow } from '#components/jobs/job-row.tsx'
import { COLUMNS, HEADINGS } from '#components/jobs/list-columns.ts'
import { ListFilters } from '#components/jobs/list-filters.tsx'
import { isFiltered, type JobPage, type ListQuery, writeListQuery } from '#components/jobs/list-query.ts'
import { useJobList } from '#components/jobs/use-job-list.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#i18n/navigation.ts'

type Props = { rendered: JobPage; renderedSearch: string }

export function JobList({ rendered, renderedSearch }: Props) {
  const t = useTranslations('list')
  const params = useParams<{ jobId?: string }>()
  const selected = params.jobId ? Number(params.jobId) : null
  const { query, page, stale } = useJobList(rendered, renderedSearch, Number.isSafeInteger(selected) ? selected : null)
  const tab = useTab()
  const { jobs } = page
  const newest = jobs[0]?.id ?? 0
  const [scrolled, setScrolled] = useState(false)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  // Jobs above the one that stood on top when the reader last looked there have arrived since.
  const [top, setTop] = useState({ search: renderedSearch, id: newest })
  const search = new URLSearchParams(writeListQuery(query)).toString()
  if (top.search !== search && !stale) setTop({ search, id: newest })
  const arrived = scrolled && !stale ? jobs.filter(({ id }) => id > top.id).length : 0

  function change(next: ListQuery, how: 'push' | 'replace') {
    // What else the address says belongs to the details that are open.
    const address = new URLSearchParams(window.location.search)
    for (const name of Object.keys(writeListQuery(query))) address.delete(name)
    for (const [name, value] of Object.entries(writeListQuery(next))) address.set(name, value)
    const text = address.toString()
    const url = `${window.location.pathname}${text ? `?${text}` : ''}`
    if (how === 'push') window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }

  return (
    <>
      <ListFilters query={query} onChange={change} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {arrived > 0 && (
          <Button
            size="small"
            look="primary"
            className="absolute top-10 left-1/2 z-20 -translate-x-1/2 animate-appear rounded-full shadow-float"
            onClick={() => scroller?.scrollTo({ top: 0, behavior: 'smooth' })}
          >
            <ArrowUp aria-hidden className="size-3.5" />
            {t('newJobs', { count: arrived })}
          </Button>
        )}
        <div
          ref={setScroller}
          className={clsx('min-h-0 flex-1 overflow-y-auto overscroll-contain transition-opacity duration-150', stale && 'opacity-60')}
          aria-busy={stale}
          onScroll={(event) => {
            const now = event.currentTarget.scrollTop > 0
            setScrolled(now)
            if (!now) setTop({ search, id: newest })
          }}
        >
          {jobs.length === 0 ? (
            <Nothing filtered={isFiltered(query)} onReset={() => change({}, 'push')} />
          ) : (
            <table className="w-full table-fixed border-separate border-spacing-0 text-sm cards:block">
              <caption className="sr-only">{t('title')}</caption>
              <thead className="cards:hidden">
                <tr>
                  {COLUMNS.map((column) => (
                    <th
                      key={column}
                      scope="col"
                      title={t(`columns.${column}`)}
                      className={clsx(
                        'sticky top-0 z-10 h-8 truncate border-b border-line bg-bg px-2 text-xs font-medium text-muted',
                        HEADINGS[column],
                      )}
                    >
                      {t(`columns.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="cards:block">
                {jobs.map((job) => (
                  <JobRow
                    key={job.id}
                    job={job}
                    selected={job.id === selected}
                    tab={tab}
                    search={writeListQuery(query)}
                    arrived={job.id > top.id}
                  />
                ))}
              </tbody>
            </table>
          )}
          <Pages query={query} page={page} onChange={change} />
        </div>
      </div>
    </>
  )
}

function Nothing({ filtered, onReset }: { filtered: boolean; onReset: () => void }) {
  const t = useTranslations('list')
  if (filtered) return <EmptyState icon={SearchX} title={t('empty.filtered')} action={<Button onClick={onReset}>{t('reset')}</Button>} />
  return (
    <EmptyState
      icon={Inbox}
      title={t('empty.title')}
      action={
        <Button asChild look="primary">
          <Link href="/jobs/new-import" prefetch={false}>
            <ArrowDownToLine aria-hidden className="size-4" />
            {t('empty.newImport')}
          </Link>
        </Button>
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

type PagesProps = { query: ListQuery; page: JobPage; onChange: (query: ListQuery, how: 'push' | 'replace') => void }

function Pages({ query: { after, before, ...query }, page: { next, previous }, onChange }: PagesProps) {
  const t = useTranslations('list')
  if (next === null && previous === null) return null
  return (
    <nav aria-label={t('pages')} className="flex justify-center gap-2 px-4 py-3">
      {previous !== null && (
        <Button look="ghost" size="small" onClick={() => onChange(query, 'push')}>
          {t('newest')}
        </Button>
      )}
      {next !== null && (
        <Button size="small" onClick={() => onChange({ ...query, after: next }, 'push')}>
          {t('older')}
        </Button>
      )}
    </nav>
  )
}
