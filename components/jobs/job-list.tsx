'use client'

import { clsx } from 'clsx'
import { ArrowDownToLine, ArrowUp, Inbox, SearchX } from 'lucide-react'
import { useParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { BulkDock } from '#components/bulk/bulk-dock.tsx'
import { SelectPage } from '#components/bulk/select-box.tsx'
import { reachByKey, useSelection } from '#components/bulk/use-selection.ts'
import { FilterBar } from '#components/job-list/filter-bar.tsx'
import { LayoutButton } from '#components/job-list/layout-button.tsx'
import { Pages } from '#components/job-list/pages.tsx'
import { SortHeading } from '#components/job-list/sort-heading.tsx'
import { StripButton } from '#components/job-list/strip-button.tsx'
import { STRIP_COOKIE, writeStrip } from '#components/job-list/strip-choice.ts'
import type { NamedTemplate } from '#components/job-list/use-template-name.ts'
import { type Reader, type ViewActions, ViewsButton } from '#components/job-list/views-button.tsx'
import { useJobAddress, useOpen, useTab } from '#components/jobs/addresses.ts'
import { JobRow } from '#components/jobs/job-row.tsx'
import { AT_END, COLUMNS, HEADINGS, SORTED_BY } from '#components/jobs/list-columns.ts'
import { filterSearch, isFiltered, type ListQuery, setListQuery } from '#components/jobs/list-query.ts'
import { UnreadableList } from '#components/jobs/unreadable-list.tsx'
import { useJobList } from '#components/jobs/use-job-list.ts'
import { useKeptFocus } from '#components/jobs/use-kept-focus.ts'
import { useReasons } from '#components/jobs/use-reasons.ts'
import { useRowText } from '#components/jobs/use-row-text.ts'
import { saveCookie } from '#components/shell/save-cookie.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { later } from '#components/ui/later.tsx'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import { NEWEST_FIRST } from '#jobs/job-filter.ts'

const ActivityStrip = later(
  () => import('#components/job-list/activity-strip.tsx').then(({ ActivityStrip }) => ActivityStrip),
  <div className="h-13 shrink-0 border-b border-line low:hidden" />,
)

export type JobListProps = {
  rendered: string
  renderedSearch: string
  /** The template that the page was filtered by when it was rendered. */
  template: NamedTemplate | null
  reader: Reader
  views: ViewActions
  strip: boolean
}

export function JobList({ rendered, renderedSearch, template, reader, views, strip }: JobListProps) {
  const t = useTranslations('list')
  const params = useParams<{ jobId?: string }>()
  const selected = params.jobId ? Number(params.jobId) : null
  const { query, search, page, stale, failed, retry } = useJobList(
    rendered,
    renderedSearch,
    Number.isSafeInteger(selected) ? selected : null,
  )
  const tab = useTab()
  const { jobs } = page
  const text = useRowText()
  const addressOf = useJobAddress(tab, search)
  const open = useOpen()
  const [showsStrip, setShowsStrip] = useState(strip)
  // There is nothing yet to tell of.
  const empty = jobs.length === 0 && !stale && !isFiltered(query)
  const newest = jobs[0]?.id ?? 0
  const [scrolled, setScrolled] = useState(false)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  // Jobs above the one that stood on top when the reader last looked there have arrived since.
  const [top, setTop] = useState({ search: renderedSearch, id: newest })
  if (top.search !== search && !stale) setTop({ search, id: newest })
  // Only where the newest stand on top, what arrives does too.
  const growsOnTop = !(query.sort || query.after || query.before)
  const arrived = growsOnTop && scrolled && !stale ? jobs.filter(({ id }) => id > top.id).length : 0

  const shown = useRef(search)
  useEffect(() => {
    if (stale || shown.current === search) return
    shown.current = search
    scroller?.scrollTo({ top: 0 })
  }, [search, stale, scroller])
  const filters = filterSearch(query)
  const reasons = useReasons(jobs)
  const keptFocus = useKeptFocus(jobs)
  const selection = useSelection(jobs, stale ? undefined : filters)

  function change(next: ListQuery, how: 'push' | 'replace') {
    const address = new URLSearchParams(window.location.search)
    setListQuery(address, next)
    const text = address.toString()
    const url = `${window.location.pathname}${text ? `?${text}` : ''}`
    if (how === 'push') window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
  }

  return (
    <>
      <FilterBar
        query={query}
        onChange={change}
        template={template}
        before={<ViewsButton query={query} onChange={change} actions={views} reader={reader} />}
        after={
          <>
            {!empty && (
              <StripButton
                shown={showsStrip}
                onToggle={() => {
                  setShowsStrip(!showsStrip)
                  saveCookie(STRIP_COOKIE, writeStrip(!showsStrip))
                }}
              />
            )}
            <LayoutButton />
          </>
        }
      />
      {showsStrip && !empty && (
        <ActivityStrip query={query} set={(part) => change({ ...query, after: undefined, before: undefined, ...part }, 'push')} />
      )}
      <p role="status" className="sr-only">
        {isFiltered(query) && !stale && (page.next ? t('strip.moreJobs', { count: jobs.length }) : t('strip.jobs', { count: jobs.length }))}
      </p>
      {failed && <UnreadableList onRetry={retry} />}
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
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what scrolls, wherever in it the focus is */}
        <div
          ref={setScroller}
          className={clsx(
            'min-h-0 flex-1 overflow-y-auto overscroll-contain transition-opacity duration-150 in-data-selecting:pb-16 in-data-selecting:cards:pb-28',
            stale && !failed && 'opacity-60',
          )}
          aria-busy={stale && !failed}
          // Where the page ends, its keys turn to the next one.
          onKeyDown={({ key, currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            const { after, before, ...rest } = query
            const place = { after: page.next ?? undefined, before: page.previous ?? undefined }
            if (key === 'PageDown' && place.after && scrollTop + clientHeight >= scrollHeight - 1)
              change({ ...rest, after: place.after }, 'push')
            if (key === 'PageUp' && place.before && scrollTop === 0) change({ ...rest, before: place.before }, 'push')
          }}
          onScroll={(event) => {
            const now = event.currentTarget.scrollTop > 0
            setScrolled(now)
            if (!now) setTop({ search, id: newest })
          }}
        >
          {jobs.length === 0 ? (
            <Nothing filtered={!empty} onReset={() => change({}, 'push')} />
          ) : (
            <table className="w-full table-fixed border-separate border-spacing-0 text-sm cards:block">
              <caption className="sr-only">{t('title')}</caption>
              <thead className="cards:hidden">
                <tr>
                  <td className="list-heading w-10 pl-4">
                    <SelectPage selection={selection} />
                  </td>
                  {COLUMNS.map((column) => (
                    <SortHeading
                      key={column}
                      name={t(`columns.${column}`)}
                      by={SORTED_BY[column]}
                      sort={query.sort ?? NEWEST_FIRST}
                      onSort={(sort) => change({ ...query, after: undefined, before: undefined, sort }, 'push')}
                      atEnd={AT_END[column] ?? false}
                      className={HEADINGS[column]}
                    />
                  ))}
                </tr>
              </thead>
              <tbody className="cards:block" onKeyDown={(event) => reachByKey(event, selection)} {...keptFocus}>
                {jobs.map((job) => (
                  <JobRow
                    key={job.id}
                    job={job}
                    asked={reasons.get(job.id)}
                    selected={job.id === selected}
                    selection={selection}
                    text={text}
                    href={addressOf(job.id)}
                    onOpen={open}
                    arrived={growsOnTop && job.id > top.id}
                  />
                ))}
              </tbody>
            </table>
          )}
        </div>
        <BulkDock selection={selection} search={filters} />
      </div>
      <Pages query={query} page={page} onChange={change} />
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
