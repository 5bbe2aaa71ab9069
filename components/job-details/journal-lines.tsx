'use client'

import { LoaderCircle } from 'lucide-react'
import { useFormatter } from 'next-intl'
import {
  Fragment,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Entry } from '#components/job-details/entry.tsx'
import type { JournalWindow, Place, WindowState } from '#components/job-details/journal-window.ts'
import type { SearchWord } from '#i18n/search-words.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Pixels before an edge of what is held at which the next part is read. */
const AHEAD = 1200
/** Nearer to the end than this, the reader is at the end. */
const AT_END = 24

export type EntryAction = 'mark' | 'context' | 'copy'

type Props = {
  /** What scrolls. */
  box: RefObject<HTMLDivElement | null>
  state: WindowState
  store: JournalWindow
  words: readonly SearchWord[]
  marked: number | undefined
  filtered: boolean
  onAction: (action: EntryAction, id: number) => void
  /** The entry at the upper edge, whenever that is another one. */
  onRead: (id: number | undefined) => void
  children?: ReactNode
}

/** Where entries begin to be seen: below the day, which stays at the upper edge. */
const upperEdge = (area: HTMLElement) =>
  area.getBoundingClientRect().top + (area.querySelector<HTMLElement>('[data-day]')?.offsetHeight ?? 0)

/** Whether the whole of an entry can be seen. */
export function isSeen(row: HTMLElement, area: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect()
  return top >= upperEdge(area) && bottom <= area.getBoundingClientRect().bottom
}

/** The last entry of which something can be seen. */
export function lastSeen(area: HTMLElement): number | undefined {
  const edge = area.getBoundingClientRect().bottom
  return idOf([...area.querySelectorAll('[data-entry]')].findLast((row) => row.getBoundingClientRect().top < edge))
}

export const rowOf = (box: HTMLElement, id: number) => box.querySelector<HTMLElement>(`[data-entry="${id}"]`)
const idOf = (row: Element | null | undefined) => Number((row as HTMLElement | null)?.dataset.entry) || undefined

/**
 * The entries that the page holds, in a box that scrolls. What is put above or taken away there does not move what is being
 * read: the entry at the upper edge stays where it is.
 */
export function JournalLines({ box, state, store, words, marked, filtered, onAction, onRead, children }: Props) {
  const t = useTranslations('journalTab')
  const { entries, earlier, later, following, opened } = state
  const anchor = useRef<{ id: number; top: number } | undefined>(undefined)
  const gone = useRef<{ place: Place } | undefined>(undefined)
  const top = useRef(0)
  const read = useRef<number | undefined>(undefined)
  const [near, setNear] = useState<number>()
  const reachable = [near, marked].find((id) => entries.some((entry) => entry.id === id)) ?? entries.at(-1)?.id
  const dayOf = useDays()

  /** Remembers which entry is at the upper edge, and how far from it. */
  const remember = () => {
    const area = box.current
    if (!area) return
    const edge = upperEdge(area)
    const rows = area.querySelectorAll<HTMLElement>('[data-entry]')
    let [low, high] = [0, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((rows[middle] as HTMLElement).getBoundingClientRect().bottom <= edge) low = middle + 1
      else high = middle
    }
    const row = rows[low]
    const id = idOf(row)
    anchor.current = row && id ? { id, top: row.getBoundingClientRect().top - edge } : undefined
    top.current = area.scrollTop
    if (read.current !== id) onRead(id)
    read.current = id
  }

  const keepPlace = () => {
    const area = box.current
    if (!area) return
    if (following) area.scrollTop = area.scrollHeight
    else if (anchor.current) {
      const row = rowOf(area, anchor.current.id)
      if (row) area.scrollTop += row.getBoundingClientRect().top - upperEdge(area) - anchor.current.top
    }
    remember()
  }

  const lookAhead = useEffectEvent(() => {
    const area = box.current
    if (!area) return
    if (earlier !== null && area.scrollTop < AHEAD) void store.readEarlier()
    if (later !== null && !following && area.scrollHeight - area.scrollTop - area.clientHeight < AHEAD) void store.readLater()
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is shown anew
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    if (gone.current !== opened) {
      gone.current = opened
      if (opened.place === 'end') area.scrollTop = area.scrollHeight
      else if (opened.place === 'start') area.scrollTop = 0
      else {
        const wanted = entries.find(({ id }) => id >= Number(opened.place))?.id ?? entries.at(-1)?.id
        const row = wanted === undefined ? null : rowOf(area, wanted)
        if (row && !isSeen(row, area))
          area.scrollTop += row.getBoundingClientRect().top - area.getBoundingClientRect().top - area.clientHeight / 3
        // Who follows a link to a line goes on from there.
        if (document.activeElement === document.body) row?.querySelector('a')?.focus({ preventScroll: true })
      }
      remember()
    } else keepPlace()
  }, [entries, opened, following, earlier === null])

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is something else to look at
  useEffect(() => lookAhead(), [entries, earlier, later])

  const onResize = useEffectEvent(keepPlace)
  useEffect(() => {
    const area = box.current
    if (!area) return
    const resized = new ResizeObserver(() => onResize())
    resized.observe(area)
    if (area.firstElementChild) resized.observe(area.firstElementChild)
    return () => resized.disconnect()
  }, [box])

  // Who chooses text to copy it does not want it to run away.
  const onSelect = useEffectEvent(() => {
    const chosen = document.getSelection()
    if (following && chosen && !chosen.isCollapsed && box.current?.contains(chosen.anchorNode)) store.hold()
  })
  useEffect(() => {
    const listener = () => onSelect()
    document.addEventListener('selectionchange', listener)
    return () => document.removeEventListener('selectionchange', listener)
  }, [])

  function onScroll() {
    const area = box.current
    if (!area) return
    const left = area.scrollHeight - area.scrollTop - area.clientHeight
    if (following && left >= AT_END && area.scrollTop < top.current) store.hold()
    if (!following && left < AT_END && later === null && area.scrollTop > top.current) store.follow()
    remember()
    lookAhead()
  }

  function onClick(event: MouseEvent) {
    const control = (event.target as Element).closest<HTMLElement>('[data-do]')
    const id = idOf(control?.closest('[data-entry]'))
    if (!control || !id || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    setNear(id)
    onAction(control.dataset.do as EntryAction, id)
  }

  /** From one entry's time to the next by the arrow keys; elsewhere they scroll. */
  function onKeyDown(event: KeyboardEvent) {
    const control = (event.target as Element).closest<HTMLElement>('[data-do]')
    if (!control || !box.current || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    const id = idOf(control.closest('[data-entry]'))
    const next = entries[entries.findIndex((entry) => entry.id === id) + (event.key === 'ArrowDown' ? 1 : -1)]?.id
    const row = next === undefined ? null : rowOf(box.current, next)
    if (!row || next === undefined) return
    event.preventDefault()
    setNear(next)
    const same = row.querySelector<HTMLElement>(`[data-do="${control.dataset.do}"]`)
    same?.focus({ preventScroll: true })
    row.scrollIntoView({ block: 'nearest' })
  }

  return (
    <section
      ref={box}
      onScroll={onScroll}
      onClick={onClick}
      onKeyDown={onKeyDown}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      aria-label={t('title')}
      aria-busy={state.opening}
      className="relative min-h-0 flex-1 scroll-pt-7 overflow-y-auto overscroll-contain -outline-offset-2 [overflow-anchor:none]"
    >
      <div>
        {children}
        {earlier !== null && <More />}
        <ol className="pb-1" aria-live="off">
          {entries.map((entry, index) => {
            const day = dayOf(entry.at)
            const before = entries[index - 1]
            return (
              <Fragment key={entry.id}>
                {(!before || dayOf(before.at) !== day) && (
                  <li data-day className="sticky top-0 z-1 bg-bg px-4 py-1.5 text-xs font-medium text-muted max-md:px-3">
                    {day}
                  </li>
                )}
                <Entry entry={entry} words={words} marked={entry.id === marked} reachable={entry.id === reachable} filtered={filtered} />
              </Fragment>
            )
          })}
        </ol>
        {later !== null && <More />}
      </div>
    </section>
  )
}

/** Says that there is more, in as much room as it always takes. */
function More() {
  const t = useTranslations('journalTab')
  return (
    <p className="flex h-9 items-center justify-center gap-2 text-xs text-muted">
      <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
      {t('reading')}
    </p>
  )
}

/** The day of a moment in words by the reader's clock, reckoned once for each quarter of an hour: no zone's day begins within one. */
function useDays(): (at: string) => string {
  const format = useFormatter()
  return useMemo(() => {
    const known = new Map<number, string>()
    return (at) => {
      const quarter = Math.floor(Date.parse(at) / 900_000)
      const day = known.get(quarter) ?? format.dateTime(new Date(at), { dateStyle: 'full' })
      known.set(quarter, day)
      return day
    }
  }, [format])
}
