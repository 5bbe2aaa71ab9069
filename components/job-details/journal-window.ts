import type { Counted } from '#jobs/count-journal.ts'
import type { EntryView, JournalPage } from '#jobs/list-journal.ts'

/** Which part of the journal to read: after an entry, before one, around one; none of them: the newest. */
export type Part = { after?: number; before?: number; around?: number }
/** Where the page shall show what was opened. */
export type Place = 'start' | 'end' | number

export type JournalSource = {
  read: (part: Part, signal: AbortSignal) => Promise<JournalPage>
  /** How many entries there are after one. */
  count: (after: number, signal: AbortSignal) => Promise<Counted>
}

export type WindowState = JournalPage & {
  /** Whether what is new is shown as it comes; else it is counted. */
  following: boolean
  /** What has come since it is held still. */
  fresh: Counted
  /** What was opened last, for the page to go there once. */
  opened: { place: Place }
  opening: boolean
  failed: boolean
}

/** Entries of a page that a search did not cut short. */
const FULL = 200
/** Entries kept of a journal: what lies further away is read again when somebody comes there. */
const KEPT = 600
/** Lanes commit side by side, so an entry may appear after one with a greater number: the last few are read again. */
const OVERLAP = 30
/** How far back in numbers, which all jobs share, late ones are looked for where a filter leaves few entries. */
const OVERLAP_NUMBERS = 1000
/** Milliseconds between two readings of what is new, and between two counts of it. */
const READ_GAP = 250
const COUNT_GAP = 1000
/** Milliseconds of rest after which the end is read once more as a whole, and the longest without that. */
const SETTLE = 1500
const LONGEST_UNSETTLED = 5000

const NONE: Counted = { count: 0, more: false }

/** Entries in their order, each once. */
function merge(some: EntryView[], others: EntryView[]): EntryView[] {
  const all = new Map(some.map((entry) => [entry.id, entry]))
  for (const entry of others) if (!all.has(entry.id)) all.set(entry.id, entry)
  return all.size === some.length ? some : [...all.values()].sort((a, b) => a.id - b.id)
}

/**
 * The part of a journal that a page holds: it moves along as the reader does, and never grows. React is told of each change by
 * `subscribe`; `state` is a new object then.
 */
export function createJournalWindow(initial: JournalPage, following: boolean, place: Place, firstSource: JournalSource) {
  let source = firstSource
  let state: WindowState = { ...initial, following, fresh: NONE, opened: { place }, opening: false, failed: false }
  const listeners = new Set<() => void>()
  let stop = new AbortController()
  const busy = new Set<'earlier' | 'later' | 'newest' | 'count'>()
  let retry: (() => void) | undefined
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  let lastRead = 0
  let lastCount = 0
  let settled = 0

  const set = (part: Partial<WindowState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const later = (name: string, delay: number, work: () => void) => {
    if (timers.has(name)) return
    timers.set(
      name,
      setTimeout(() => {
        timers.delete(name)
        work()
      }, delay),
    )
  }
  const forget = (name: string) => {
    clearTimeout(timers.get(name))
    timers.delete(name)
  }

  /** One at a time of each kind; what fails can be tried again, what was overtaken is forgotten. */
  async function guarded(kind: 'earlier' | 'later' | 'newest' | 'count', work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (busy.has(kind) || state.opening) return
    const own = stop
    busy.add(kind)
    try {
      await work(own.signal)
      if (state.failed && !own.signal.aborted) set({ failed: false })
    } catch {
      if (!own.signal.aborted) {
        retry = () => void guarded(kind, work)
        set({ failed: true })
      }
    } finally {
      if (own === stop) busy.delete(kind)
    }
  }

  /** Reads another part and goes there; until it is there, the one before stays. */
  async function open(part: Part, to: Place): Promise<void> {
    stop.abort()
    stop = new AbortController()
    busy.clear()
    const own = stop
    set({ opening: true, following: to === 'end' })
    try {
      const page = await source.read(part, own.signal)
      if (own.signal.aborted) return
      settled = performance.now()
      set({ ...page, opened: { place: to }, opening: false, failed: false, fresh: NONE })
    } catch {
      if (own.signal.aborted) return
      retry = () => void open(part, to)
      set({ opening: false, failed: true })
    }
  }

  const readEarlier = () =>
    guarded('earlier', async (signal) => {
      if (state.earlier === null) return
      const page = await source.read({ before: state.earlier }, signal)
      if (signal.aborted) return
      const entries = merge(page.entries, state.entries)
      const kept = state.following ? entries : entries.slice(0, KEPT)
      set({ entries: kept, earlier: page.earlier, ...(kept.length < entries.length && { later: kept.at(-1)?.id ?? null }) })
    })

  const readLater = () =>
    guarded('later', async (signal) => {
      if (state.later === null) return
      const overlap = state.entries.at(-OVERLAP)?.id ?? 0
      // A search that has come further than its last find goes on from there.
      const after = state.later > (state.entries.at(-1)?.id ?? 0) ? state.later : Math.min(state.later, overlap)
      const page = await source.read({ after }, signal)
      if (signal.aborted) return
      append(page)
    })

  function append(page: JournalPage): void {
    const entries = merge(state.entries, page.entries)
    const kept = entries.slice(-KEPT)
    set({
      entries: kept,
      later: page.later,
      // Held still, all that has come since then stays counted.
      ...(state.following && { newest: Math.max(state.newest, page.newest) }),
      ...(kept.length < entries.length && { earlier: kept[0]?.id ?? null }),
    })
  }

  /** What has been written since; where that is more than a page, what lies between is left out. */
  const readNewest = () =>
    guarded('newest', async (signal) => {
      lastRead = performance.now()
      const after = Math.max(0, state.entries.at(-OVERLAP)?.id ?? 0, state.newest - OVERLAP_NUMBERS)
      const page = await source.read({ after }, signal)
      if (signal.aborted || !state.following) return
      if (page.later === null) return append(page)
      const newest = await source.read({}, signal)
      if (!signal.aborted && state.following) set({ ...newest })
    })

  /** What is held, as it is by now, with what came late. */
  const settle = () =>
    guarded('newest', async (signal) => {
      settled = performance.now()
      const { entries, following } = state
      if (following) {
        const page = await source.read({}, signal)
        if (signal.aborted || !state.following) return
        // Where a search has found little so far, what was found further up stays.
        if (page.entries.length < FULL && page.earlier !== null) return set({ entries: merge(state.entries, page.entries) })
        const same = page.entries.every(({ id }, index) => entries[index]?.id === id) && entries.length === page.entries.length
        if (!same) set({ ...page })
        return
      }
      const last = entries.at(-1)?.id ?? 0
      const late: EntryView[] = []
      for (let after: number | null = (entries[0]?.id ?? 0) - 1; after !== null && after < last; ) {
        const page: JournalPage = await source.read({ after: Math.max(0, after) }, signal)
        if (signal.aborted) return
        late.push(...page.entries.filter(({ id }) => id < last))
        after = page.later
      }
      const first = state.entries[0]?.id ?? Number.POSITIVE_INFINITY
      const end = state.entries.at(-1)?.id ?? 0
      const merged = merge(
        state.entries,
        late.filter(({ id }) => id > first && id < end),
      )
      if (merged !== state.entries) set({ entries: merged })
    })

  const countFresh = () =>
    guarded('count', async (signal) => {
      lastCount = performance.now()
      const fresh = await source.count(state.newest, signal)
      if (signal.aborted || state.following) return
      const grown = fresh.count > state.fresh.count || fresh.more
      set({ fresh, ...(grown && state.later === null && { later: state.entries.at(-1)?.id ?? state.newest }) })
    })

  /** Work that is under way has perhaps not seen what happened last: it is done once more. */
  const unlessBusy = (kind: 'newest' | 'count', timer: string, work: () => Promise<void>): void => {
    if (busy.has(kind) || state.opening) later(timer, READ_GAP, () => unlessBusy(kind, timer, work))
    else void work()
  }

  return {
    get: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    /** Something happened to the job. */
    happened: () => {
      const now = performance.now()
      if (state.following) later('read', Math.max(0, lastRead + READ_GAP - now), () => unlessBusy('newest', 'read', readNewest))
      else later('count', Math.max(0, lastCount + COUNT_GAP - now), () => unlessBusy('count', 'count', countFresh))
      if (!state.following || now - settled < LONGEST_UNSETTLED) forget('settle')
      later('settle', SETTLE, () => unlessBusy('newest', 'settle', settle))
    },
    open,
    /** Shows the end, and all that comes. */
    follow: () => {
      if (state.later === null) {
        set({ following: true, fresh: NONE, opened: { place: 'end' } })
        void readNewest()
      } else void open({}, 'end')
    },
    /** Goes to an entry that is held, and stays there. */
    show: (id: number) => set({ following: false, opened: { place: id }, ...(state.following && { fresh: NONE }) }),
    hold: () => {
      if (state.following) set({ following: false, fresh: NONE })
    },
    readEarlier,
    readLater,
    retry: () => retry?.(),
    /** Another filter: what is read from now on comes from there. */
    change: (next: JournalSource, part: Part, to: Place) => {
      source = next
      return open(part, to)
    },
    end: () => {
      stop.abort()
      stop = new AbortController()
      busy.clear()
      for (const name of [...timers.keys()]) forget(name)
    },
  }
}

export type JournalWindow = ReturnType<typeof createJournalWindow>
