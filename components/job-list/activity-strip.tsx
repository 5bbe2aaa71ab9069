'use client'

import { clsx } from 'clsx'
import { useFormatter } from 'next-intl'
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react'
import { StripBars } from '#components/job-list/strip-bars.tsx'
import { type Activity, useActivity } from '#components/job-list/use-activity.ts'
import { useSpanText } from '#components/job-list/use-span-text.ts'
import type { ListQuery } from '#components/jobs/list-query.ts'
import { StatusIcon } from '#components/jobs/status-icon.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { ActivityBar } from '#jobs/job-activity.ts'
import { JOB_STATUSES, type JobStatus } from '#jobs/status.ts'

/** Bars that are chosen, by their places; `at` is where the pointer or the keys are, `anchor` where they began. */
type Span = { anchor: number; at: number }

const within = (at: number, bars: readonly unknown[]) => Math.min(Math.max(at, 0), bars.length - 1)

/**
 * When the listed jobs began, in bars coloured by status. A click on a bar filters by its time, a drag by that of several;
 * the keyboard does the same by the arrow keys, with Shift for several, and Enter. Esc takes the period away.
 */
export function ActivityStrip({ query, set }: { query: ListQuery; set: (part: ListQuery) => void }) {
  const activity = useActivity(query)
  return (
    <div className="relative h-13 shrink-0 border-b border-line px-4 pt-1.5 low:hidden max-md:px-3">
      {activity && <Strip activity={activity} query={query} set={set} />}
    </div>
  )
}

function Strip({ activity: { unit, bars }, query, set }: { activity: Activity; query: ListQuery; set: (part: ListQuery) => void }) {
  const t = useTranslations('list.strip')
  const statusName = useTranslations('status')
  const format = useFormatter()
  const spanText = useSpanText(unit)
  const id = useId()
  const area = useRef<HTMLDivElement>(null)
  const [span, setSpan] = useState<Span>()
  const [dragging, setDragging] = useState(false)
  const [focused, setFocused] = useState(false)
  const [first, last] = [bars.at(0), bars.at(-1)]
  if (!first || !last) return null

  const [low, high] = span
    ? ([span.anchor, span.at].map((at) => within(at, bars)).sort((a, b) => a - b) as [number, number])
    : [0, bars.length - 1]
  const chosen = bars.slice(low, high + 1)
  const text = spanText(bars[low] ?? first, bars[high] ?? last)
  const counts = sum(chosen)
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const more = chosen.some((bar) => bar.more)
  const said = more ? t('moreJobs', { count: total }) : t('jobs', { count: total })
  const current = span ? within(span.at, bars) : bars.length - 1

  const choose = (from: number, to: number) => {
    setSpan(undefined)
    set({ period: undefined, from: bars[from]?.from, to: bars[to]?.to })
  }
  const placeOf = ({ clientX }: PointerEvent) => {
    const box = area.current?.getBoundingClientRect()
    return box ? within(Math.floor(((clientX - box.left) / box.width) * bars.length), bars) : 0
  }
  function onKeyDown(event: KeyboardEvent) {
    const to = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: bars.length - 1 }[event.key]
    if (to !== undefined) setSpan({ at: within(to, bars), anchor: event.shiftKey ? (span?.anchor ?? current) : within(to, bars) })
    else if (event.key === 'Enter' || event.key === ' ') span && choose(low, high)
    else if (event.key === 'Escape' && (query.from || query.to)) set({ period: undefined, from: undefined, to: undefined })
    else return
    event.preventDefault()
  }

  return (
    <>
      <div
        ref={area}
        role="slider"
        tabIndex={0}
        aria-label={t('name')}
        aria-describedby={`${id}-hint`}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={current + 1}
        aria-valuetext={`${text}: ${format.list([said, ...counts.map(({ status, count }) => `${statusName(status)} ${format.number(count)}`)])}`}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (!event.currentTarget.matches(':focus-visible')) return
          setFocused(true)
          setSpan((now) => now ?? { anchor: bars.length - 1, at: bars.length - 1 })
        }}
        onBlur={() => {
          setFocused(false)
          setSpan(undefined)
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          setDragging(true)
          const at = placeOf(event)
          setSpan({ anchor: at, at })
        }}
        onPointerMove={(event) => {
          const at = placeOf(event)
          if (dragging) setSpan((now) => ({ anchor: now?.anchor ?? at, at }))
          else if (event.pointerType === 'mouse') setSpan({ anchor: at, at })
        }}
        onPointerUp={() => {
          setDragging(false)
          if (dragging && span) choose(low, high)
        }}
        onPointerCancel={() => {
          setDragging(false)
          setSpan(undefined)
        }}
        onPointerLeave={() => !dragging && !focused && setSpan(undefined)}
        className="relative h-7 cursor-pointer touch-pan-y rounded-sm select-none"
      >
        {span && (
          <span
            className="pointer-events-none absolute inset-y-0 rounded-sm bg-active"
            style={{ left: `${(low / bars.length) * 100}%`, width: `${((high - low + 1) / bars.length) * 100}%` }}
          />
        )}
        <StripBars bars={bars} />
      </div>
      <p id={`${id}-hint`} className="sr-only">
        {t('hint')}
      </p>
      <div aria-hidden className="flex h-4.5 items-center gap-4 text-xs text-faint">
        <span className="shrink-0">{spanText(first)}</span>
        <span className={clsx('flex min-w-0 flex-1 items-center justify-center gap-3 text-muted', !span && 'invisible')}>
          <span className="truncate">
            {text} · {said}
          </span>
          {counts.map(({ status, count }) => (
            <span key={status} className="flex shrink-0 items-center gap-1 max-md:hidden">
              <StatusIcon status={status} className="size-3" />
              {format.number(count)}
            </span>
          ))}
        </span>
        <span className="shrink-0">{spanText(last)}</span>
      </div>
    </>
  )
}

function sum(bars: ActivityBar[]): { status: JobStatus; count: number }[] {
  return JOB_STATUSES.map((status) => ({ status, count: bars.reduce((sum, { counts }) => sum + (counts[status] ?? 0), 0) })).filter(
    ({ count }) => count > 0,
  )
}
