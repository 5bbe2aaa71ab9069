import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type RejectsQuery, searchOf } from '#components/job-details/reject-query.ts'
import type { RejectPage, RejectRow } from '#jobs/list-rejects.ts'

/** Pages that are kept; what is further away is read again when it is wanted. */
const KEPT = 6

type Elsewhere = 'start' | 'end'
type Window = { pages: RejectRow[][]; previous: number | null; next: number | null }

/**
 * A window of the rejects, in the order of the file: the pages around what is seen. The next one comes at either end, and those at
 * the other go; what is being read stays where it is.
 */
export function useRejects(jobId: number, query: RejectsQuery, initial: RejectPage, list: RefObject<HTMLElement | null>) {
  const [window, setWindow] = useState<Window>({ pages: [initial.rejects], previous: initial.previous, next: initial.next })
  /** What was read last, also while React has yet to show it: what is read next goes on from there. */
  const latest = useRef(window)
  const [failed, setFailed] = useState(false)
  const [pending, setPending] = useState<'before' | 'after' | 'again'>()
  const busy = useRef(false)
  /** Asked for while something was being read: to go elsewhere, or to read again; and how often that was missed. */
  const wanted = useRef<Elsewhere | 'again'>(undefined)
  const [missed, setMissed] = useState(0)
  const held = useRef<{ record: string; top: number } | Elsewhere | null>(null)

  async function read(place: { after?: number | undefined; before?: number | undefined }): Promise<RejectPage> {
    const search = searchOf({ ...query, record: undefined })
    for (const [name, value] of Object.entries(place)) if (value !== undefined) search.set(name, String(value))
    const answer = await fetch(`/api/jobs/${jobId}/rejects?${search}`)
    if (!answer.ok) throw new Error(`rejects: ${answer.status}`)
    return (await answer.json()) as RejectPage
  }

  async function guarded(what: 'before' | 'after' | 'again', work: () => Promise<void>, later?: Elsewhere | 'again'): Promise<void> {
    if (busy.current) {
      // What was read meanwhile may be older than what is asked for now; where somebody wants to go is read anew by itself.
      if (later && (later !== 'again' || !wanted.current)) wanted.current = later
      return
    }
    busy.current = true
    setPending(what)
    try {
      await work()
      setFailed(false)
    } catch {
      setFailed(true)
    } finally {
      busy.current = false
      setPending(undefined)
      if (wanted.current) setMissed((before) => before + 1)
    }
  }

  function show(next: Window): void {
    latest.current = next
    setWindow(next)
  }

  const readAfter = () =>
    guarded('after', async () => {
      const window = latest.current
      if (window.next === null) return
      const page = await read({ after: window.next })
      hold()
      const pages = [...window.pages, page.rejects]
      const kept = pages.slice(-KEPT)
      show({ pages: kept, previous: kept.length < pages.length ? (kept[0]?.[0]?.record ?? null) : window.previous, next: page.next })
    })

  const readBefore = () =>
    guarded('before', async () => {
      const window = latest.current
      if (window.previous === null) return
      const page = await read({ before: window.previous })
      hold()
      const pages = [page.rejects, ...window.pages].filter((rows) => rows.length > 0)
      const kept = pages.slice(0, KEPT)
      show({
        pages: kept,
        previous: page.previous,
        next: kept.length < pages.length ? (kept.at(-1)?.at(-1)?.record ?? null) : window.next,
      })
    })

  /** Reads what is in the window once more, from its first record on. */
  const readAgain = () =>
    guarded(
      'again',
      async () => {
        const window = latest.current
        const first = window.previous === null ? undefined : window.previous - 1
        let after = first
        const pages: RejectRow[][] = []
        let page: RejectPage
        do {
          page = await read({ after })
          pages.push(page.rejects)
          after = page.next ?? undefined
        } while (page.next !== null && pages.length < window.pages.length)
        hold()
        show({ pages, previous: first === undefined ? null : page.previous === null ? null : window.previous, next: page.next })
      },
      'again',
    )

  const go = (place: Elsewhere) =>
    guarded(
      'again',
      async () => {
        const page = await read(place === 'end' ? { before: Number.MAX_SAFE_INTEGER } : {})
        held.current = place
        show({ pages: [page.rejects], previous: page.previous, next: page.next })
      },
      place,
    )

  const catchUp = useEffectEvent(() => {
    const later = wanted.current
    wanted.current = undefined
    if (later) void (later === 'again' ? readAgain() : go(later))
  })
  useEffect(() => {
    if (missed > 0) catchUp()
  }, [missed])

  /** Keeps the first row that is in sight where it is, whatever comes or goes above it. */
  function hold() {
    // What was read before is yet to be shown, in its place.
    if (held.current) return
    const scroller = scrollerOf(list.current)
    const top = scroller?.getBoundingClientRect().top ?? 0
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-record]') ?? []
    const seen = [...rows].find((row) => row.getBoundingClientRect().bottom > top)
    held.current = seen?.dataset.record ? { record: seen.dataset.record, top: seen.getBoundingClientRect().top } : null
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other rows are there
  useLayoutEffect(() => {
    const place = held.current
    held.current = null
    const scroller = scrollerOf(list.current)
    if (!place || !scroller) return
    if (place === 'start') scroller.scrollTop = 0
    else if (place === 'end') scroller.scrollTop = scroller.scrollHeight
    else {
      const row = list.current?.querySelector(`[data-record="${place.record}"]`)
      if (row) scroller.scrollTop += row.getBoundingClientRect().top - place.top
    }
  }, [window])

  const rejects = useMemo(() => window.pages.flat(), [window])
  return {
    rejects,
    previous: window.previous,
    next: window.next,
    failed,
    pending,
    readAfter,
    readBefore,
    readAgain,
    go,
  }
}

/** What scrolls the list. */
export function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  for (let at = element?.parentElement ?? null; at; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return null
}
