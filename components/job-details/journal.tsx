'use client'

import { ScrollText, SearchX } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useLocale } from 'next-intl'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { toast } from 'sonner'
import { type Counts, JournalBar, type Step } from '#components/job-details/journal-bar.tsx'
import { JournalFilterRow } from '#components/job-details/journal-filter-row.tsx'
import { JournalFoot } from '#components/job-details/journal-foot.tsx'
import { type EntryAction, isSeen, JournalLines, lastSeen, rowOf } from '#components/job-details/journal-lines.tsx'
import { addressWith, filterOf, type JournalQuery, readJournalQuery, writeJournalQuery } from '#components/job-details/journal-query.ts'
import { useCounted } from '#components/job-details/use-counted.ts'
import { askJournal, useJournal } from '#components/job-details/use-journal.ts'
import { useLines } from '#components/job-details/use-lines.ts'
import { useJob } from '#components/live/live.tsx'
import { areKeysOn } from '#components/shell/shortcuts.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { searchWords } from '#i18n/search-words.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { JournalPage } from '#jobs/list-journal.ts'
import { ENDED } from '#jobs/status.ts'

type Props = { job: JobView; initial: JournalPage; counts: Counts }

/** Where a key is typed, or chooses, it means nothing else. */
const TAKEN = 'input, textarea, select, [contenteditable="true"], [role="slider"], [role="separator"]'
const OPEN = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

/** The messages of a job: followed to the end or held still, filtered, searched, and gone through from one thing to the next. */
export function Journal({ job: read, initial, counts: rendered }: Props) {
  const t = useTranslations('journalTab')
  const jobWords = useTranslations('job')
  const locale = useLocale()
  const job = useJob(read)
  const search = useSearchParams()
  const query = readJournalQuery(search)
  const root = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [reading, setReading] = useState<number>()
  const { state, store } = useJournal(job.id, query, initial, () => reading)
  const words = useMemo(() => searchWords(query.find ?? '', locale), [query.find, locale])
  const [step, setStep] = useState<Step>()
  const filter = filterOf(query)
  const filtered = Object.keys(filter).length > 0
  const { lineOf, total } = useLines(job.id, state, !filtered)
  const { entries } = state
  const counts = useCounts(job, read, rendered)
  const around = entries.find(({ id }) => id === reading)?.at ?? entries.at(-1)?.at

  const hrefOf = (next: JournalQuery) => `?${addressWith(search.toString(), next)}`
  function change(next: JournalQuery, how: 'push' | 'replace' = 'push') {
    const address = addressWith(window.location.search, next)
    const url = `${window.location.pathname}${address && `?${address}`}`
    if (how === 'push') window.history.pushState(null, '', url)
    else window.history.replaceState(null, '', url)
    setStep(undefined)
  }
  /** Without a mark that could keep the page from going where it is sent. */
  const unmark = () => query.entry !== undefined && change({ ...query, entry: undefined }, 'replace')

  async function stepTo(what: Step['what'], direction: 'next' | 'previous') {
    const row = query.entry !== undefined && box.current && rowOf(box.current, query.entry)
    // From the marked one, unless the reader has gone on.
    const from = row && box.current && isSeen(row, box.current) ? query.entry : undefined
    // Without a mark, what can be seen is the next, and the one before, whichever is asked for.
    const way: Record<string, string> =
      direction === 'next'
        ? { after: String(from ?? Math.max(0, (reading ?? 0) - 1)) }
        : { before: String(from ?? ((box.current && lastSeen(box.current)) ?? 0) + 1) }
    const wanted = what === 'problem' ? { ...filter, level: undefined } : { ...query, context: undefined, entry: undefined }
    const asked: Record<string, string> = { ...writeJournalQuery(wanted), ...(what === 'problem' && { level: 'problem' }), locale, ...way }
    try {
      const found = await askJournal<Omit<Step, 'what'>>(job.id, '/place', asked)
      const next = what === 'problem' && query.level ? { ...query, level: undefined } : query
      if (found.id !== null) change({ ...next, entry: found.id }, 'replace')
      setStep({ what, ...found })
    } catch {
      toast.error(t('unreadable'))
    }
  }

  async function goTo(place: 'start' | 'end' | { line: number } | { time: string }) {
    unmark()
    if (place === 'end') return store.follow()
    if (place === 'start') return void store.open({ after: 0 }, 'start')
    const asked: Record<string, string> = 'line' in place ? { line: String(place.line) } : { time: place.time }
    try {
      const { id } = await askJournal<{ id: number | null }>(job.id, '/place', asked)
      // Beyond the last there is only the end.
      if (id === null) store.follow()
      else change({ ...query, entry: id }, 'replace')
    } catch {
      toast.error(t('unreadable'))
    }
  }

  async function copyLink(id: number) {
    const link = new URL(`/j/${job.id}/journal?entry=${id}`, window.location.href).href
    try {
      await navigator.clipboard.writeText(link)
      toast.success(jobWords('linkCopied'))
    } catch {
      toast.error(jobWords('linkNotCopied', { link }), { duration: 20_000 })
    }
  }

  function act(action: EntryAction, id: number) {
    if (action === 'copy') return void copyLink(id)
    store.hold()
    if (action === 'mark') return change({ ...query, entry: id }, 'replace')
    const context = query.find ? { find: query.find, context: true } : {}
    change({ ...context, entry: id })
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, target, ctrlKey, metaKey, altKey } = event
    if (event.defaultPrevented || event.isComposing || ctrlKey || metaKey || altKey) return
    if (!(target instanceof Element) || target.closest(TAKEN) || document.querySelector(OPEN)) return
    const inside = root.current?.contains(target) ?? false
    const near = target === document.body || target.closest('article') !== null || target.id === 'main'
    const letters = areKeysOn()
    // Wherever the focus is: whoever goes from problem to problem must not pause the job with one of these.
    if (key === 'n' && letters) void stepTo('problem', 'next')
    else if (key === 'p' && letters) void stepTo('problem', 'previous')
    else if (key === '/' && letters && near) {
      field.current?.focus()
      field.current?.select()
    } else if (key === 'End' && inside) void goTo('end')
    else if (key === 'Home' && inside) void goTo('start')
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener, true)
    return () => window.removeEventListener('keydown', listener, true)
  }, [])

  const nothing = entries.length === 0 && state.earlier === null && state.later === null && !state.opening
  return (
    <div ref={root} className="@container/journal flex h-full min-h-40 flex-col">
      <JournalBar
        jobId={job.id}
        query={query}
        counts={counts}
        step={step}
        field={field}
        total={total}
        around={around}
        hrefOf={hrefOf}
        onChange={change}
        onStep={stepTo}
        onGo={goTo}
        onLeaveSearch={() => box.current?.focus()}
      />
      <JournalFilterRow
        jobId={job.id}
        query={query}
        newest={state.newest}
        held={!query.context && !state.opening && state.earlier === null && state.later === null ? entries.length : undefined}
        step={step}
        onChange={change}
        onStep={(direction) => stepTo('find', direction)}
      />
      <JournalLines
        box={box}
        state={state}
        store={store}
        words={words}
        marked={query.entry}
        filtered={filtered}
        onAction={act}
        onRead={setReading}
      >
        {nothing && (
          <EmptyState
            icon={filtered ? SearchX : ScrollText}
            title={filtered ? t('empty.filtered') : t('empty.title')}
            action={filtered && <Button onClick={() => change({})}>{t('empty.showAll')}</Button>}
          >
            {!filtered && t('empty.text')}
          </EmptyState>
        )}
      </JournalLines>
      {state.failed && (
        <p role="alert" className="flex shrink-0 flex-wrap items-center gap-3 border-t border-line px-4 py-1.5 text-sm text-danger">
          {t('unreadable')}
          <Button size="small" onClick={store.retry}>
            {t('retry')}
          </Button>
        </p>
      )}
      <JournalFoot
        state={state}
        growing={!ENDED[job.status]}
        line={lineOf(reading)}
        total={filtered ? undefined : total}
        onFollow={() => goTo('end')}
        onHold={store.hold}
      />
    </div>
  )
}

/** How many warnings and errors there are. Those that a job's moves leave are in none of its counters: they come with a status. */
function useCounts(job: JobView, read: JobView, rendered: Counts): Counts {
  const versionOf = ({ status, statusSince, counters: { warnings, errors } }: JobView) => `${status} ${statusSince} ${warnings} ${errors}`
  const [now, then] = [versionOf(job), versionOf(read)]
  const warning = useCounted(job.id, WARNINGS, now, { version: then, counted: rendered.warning })
  const error = useCounted(job.id, ERRORS, now, { version: then, counted: rendered.error })
  return { warning: warning ?? rendered.warning, error: error ?? rendered.error }
}
const [WARNINGS, ERRORS] = (['warning', 'error'] as const).map((level) => JSON.stringify({ level })) as [string, string]
