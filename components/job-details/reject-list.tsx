'use client'

import { ArrowDownToLine, ArrowUpToLine, ListFilter } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { REJECT_GRID, Reject, TICKABLE } from '#components/job-details/reject.tsx'
import type { RejectDraft } from '#components/job-details/reject-fields.tsx'
import type { RejectsQuery } from '#components/job-details/reject-query.ts'
import type { RecordActions } from '#components/job-details/reject-record.tsx'
import { scrollerOf, useRejects } from '#components/job-details/use-rejects.ts'
import { useCommand } from '#components/shell/commands.ts'
import { areKeysOn } from '#components/shell/shortcuts.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { RejectPage } from '#jobs/list-rejects.ts'

type Props = RecordActions & {
  job: JobView
  initial: RejectPage
  query: RejectsQuery
  /** What is shown is read again with each. */
  generation: number
  ticked: ReadonlySet<number>
  onTick: (ticked: ReadonlySet<number>) => void
  drafts: ReadonlyMap<number, RejectDraft>
  onDraft: (record: number, draft: RejectDraft | undefined) => void
}

/** How far from its end a list is read on, in pixels. */
const AHEAD = 600

/** The rejects in the order of the file. Only what is near is there; j and k, or the arrows, go from one to the next. */
export function RejectList({ job, initial, query, generation, ticked, onTick, drafts, onDraft, ...actions }: Props) {
  const t = useTranslations('rejectsTab')
  const list = useRef<HTMLDivElement>(null)
  const { rejects, previous, next, failed, pending, readAfter, readBefore, readAgain, go } = useRejects(job.id, query, initial, list)
  const [open, setOpen] = useState(query.record)
  const [editing, setEditing] = useState<number>()
  const lastTicked = useRef<number>(undefined)

  const renew = useEffectEvent(() => void readAgain())
  const rendered = useRef({ generation, initial })
  useEffect(() => {
    const before = rendered.current
    rendered.current = { generation, initial }
    // What the server rendered anew may be older than what was read, and newer than what is shown.
    if (before.generation !== generation || before.initial !== initial) renew()
  }, [generation, initial])

  const reachEnd = useEffectEvent((end: 'before' | 'after') => void (end === 'after' ? readAfter() : readBefore()))
  const resting = pending === undefined && !failed
  // An end that came into sight while something else was read is looked at again after that.
  // biome-ignore lint/correctness/useExhaustiveDependencies: others are there when other rows are
  useEffect(() => {
    if (!resting) return
    const ends = list.current?.querySelectorAll('[data-end]') ?? []
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries)
          if (isIntersecting) reachEnd((target as HTMLElement).dataset.end === 'after' ? 'after' : 'before')
      },
      { root: scrollerOf(list.current), rootMargin: `${AHEAD}px 0px` },
    )
    for (const end of ends) seen.observe(end)
    return () => seen.disconnect()
  }, [rejects, resting])

  const opened = useRef(open)
  const toggle = useCallback((record: number) => {
    opened.current = opened.current === record ? undefined : record
    setOpen(opened.current)
    rememberRecord(opened.current)
  }, [])

  const all = useRef({ rejects, ticked })
  useEffect(() => {
    all.current = { rejects, ticked }
  })
  const tick = useCallback(
    (record: number, on: boolean, range: boolean) => {
      const { rejects, ticked } = all.current
      const chosen = new Set(ticked)
      const places = [record, range ? (lastTicked.current ?? record) : record].map((one) => rejects.findIndex((row) => row.record === one))
      const [from, to] = [Math.min(...places), Math.max(...places)]
      for (const row of from < 0 ? [] : rejects.slice(from, to + 1)) {
        if (on) chosen.add(row.record)
        else chosen.delete(row.record)
      }
      lastTicked.current = record
      onTick(chosen)
    },
    [onTick],
  )

  function edit(record: number) {
    if (open !== record) toggle(record)
    setEditing(record)
  }

  const rowsOf = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-record]') ?? [])]

  function press(event: KeyboardEvent) {
    const typing = (event.target as Element).closest('input:not([type=checkbox]), textarea, select, [role=menu], [role=dialog]')
    if (typing || event.altKey || event.ctrlKey || event.metaKey) return
    const row = (event.target as Element).closest<HTMLElement>('[data-record]')
    const record = row ? Number(row.dataset.record) : undefined
    const step = { ArrowDown: 1, ArrowUp: -1, ...(areKeysOn() && { j: 1, k: -1 }) }[event.key]
    if (step !== undefined) {
      const rows = rowsOf()
      const to = rows[row ? rows.indexOf(row) + step : 0]
      to?.querySelector<HTMLElement>('[data-toggle]')?.focus()
      to?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Escape' && open !== undefined) {
      const shut = rowsOf().find(({ dataset }) => dataset.record === String(open))
      toggle(open)
      shut?.querySelector<HTMLElement>('[data-toggle]')?.focus()
    } else if (event.key === 'x' && record !== undefined && areKeysOn()) tick(record, !ticked.has(record), false)
    else return
    event.preventDefault()
  }

  const firstSeen = () => {
    const top = scrollerOf(list.current)?.getBoundingClientRect().top ?? 0
    return rowsOf().find((row) => row.getBoundingClientRect().bottom > top)
  }
  useCommand(
    'repair',
    () => {
      const row = rowsOf().find((one) => one.contains(document.activeElement)) ?? firstSeen()
      if (row) edit(Number(row.dataset.record))
    },
    rejects.length > 0,
  )

  const tickable = rejects.filter(({ state }) => TICKABLE[state])
  const allTicked = tickable.length > 0 && tickable.every(({ record }) => ticked.has(record))

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the list, wherever in it the focus is
    <div ref={list} onKeyDown={press} className="min-h-40 grow [overflow-anchor:none]">
      {rejects.length === 0 && pending !== 'again' ? (
        <Nothing query={query} />
      ) : (
        <>
          <div className={`hidden items-center border-b border-line px-4 py-1.5 text-xs text-muted ${REJECT_GRID}`}>
            <input
              type="checkbox"
              aria-label={t('tickAll')}
              checked={allTicked}
              disabled={tickable.length === 0}
              onChange={() => onTick(allTicked ? new Set() : new Set([...ticked, ...tickable.map(({ record }) => record)]))}
              className="size-4 accent-focus"
            />
            <span />
            <span aria-hidden className="text-right">
              {t('line')}
            </span>
            <span aria-hidden className="text-right" title={t('recordLong')}>
              {t('record')}
            </span>
            <span aria-hidden>{t('column')}</span>
            <span aria-hidden>{t('value')}</span>
            <span aria-hidden>{t('reason')}</span>
          </div>
          {previous !== null && <End end="before" pending={pending === 'before'} />}
          <ol aria-label={t('title')}>
            {rejects.map((reject) => (
              <Reject
                key={reject.record}
                jobId={job.id}
                status={job.status}
                reject={reject}
                open={open === reject.record}
                editing={editing === reject.record}
                onEdit={setEditing}
                generation={generation}
                ticked={ticked.has(reject.record)}
                draft={drafts.get(reject.record)}
                onDraft={onDraft}
                onToggle={toggle}
                onTick={tick}
                {...actions}
              />
            ))}
          </ol>
          {next !== null && <End end="after" pending={pending === 'after'} />}
        </>
      )}
      {failed && (
        <p role="alert" className="flex flex-wrap items-center justify-center gap-3 p-3 text-sm text-danger">
          {t('unreadable')}
          <Button size="small" onClick={readAgain}>
            {t('tryAgain')}
          </Button>
        </p>
      )}
      {(previous !== null || next !== null) && (
        // In one place however the list grows: its end moves away from whoever scrolls towards it.
        <div className="sticky bottom-0 z-10 flex justify-end gap-2 border-t border-line bg-bg px-4 py-1 max-md:px-3">
          <Button size="small" look="ghost" onClick={() => go('start')}>
            <ArrowUpToLine aria-hidden className="size-3.5" />
            {t('toStart')}
          </Button>
          <Button size="small" look="ghost" onClick={() => go('end')}>
            <ArrowDownToLine aria-hidden className="size-3.5" />
            {t('toEnd')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** The open record stays in the address, where nobody waits for the server. */
function rememberRecord(record: number | undefined): void {
  const url = new URL(window.location.href)
  if (record === undefined) url.searchParams.delete('record')
  else url.searchParams.set('record', String(record))
  window.history.replaceState(null, '', url)
}

/** More is read when it comes near. */
function End({ end, pending }: { end: 'before' | 'after'; pending: boolean }) {
  return (
    <div data-end={end} className="flex h-12 items-center px-4">
      {pending ? <Skeleton className="h-4 w-full" /> : null}
    </div>
  )
}

function Nothing({ query: { state, reason, column, search } }: { query: RejectsQuery }) {
  const t = useTranslations('rejectsTab.empty')
  const filtered = reason !== undefined || column !== undefined || search.trim() !== ''
  return (
    <EmptyState icon={ListFilter} title={t(filtered ? 'filtered.title' : `state.${state ?? 'open'}`)}>
      {!filtered && state === 'open' && t('state.openText')}
    </EmptyState>
  )
}
