import type { Matching } from '#jobs/count-for-many.ts'
import type { ListedJob } from '#jobs/job-view.ts'

/** All jobs that match the filters of an address, as the server counted them at the click. */
export type AllMatching = Matching & { search: string }

/** The jobs that are chosen: some that were seen, by number, or all that match the filters. */
export type Chosen = { jobs: ReadonlyMap<number, ListedJob>; all: AllMatching | null }

const NOTHING: Chosen = { jobs: new Map(), all: null }

/**
 * What is chosen in the list. It lives beside React, so that a tick of one box renders one row. It stays while jobs change and
 * pages are turned; other filters mean other jobs, and begin with nothing.
 */
export function createSelection() {
  let chosen = NOTHING
  let page: ListedJob[] = []
  let search: string | undefined
  /** The row from which a range reaches; it gives the range its state. */
  let anchor: number | undefined
  const listeners = new Set<() => void>()

  const set = (next: Chosen) => {
    chosen = next
    for (const listener of [...listeners]) listener()
  }
  const has = (id: number) => (chosen.all ? id <= chosen.all.upTo : chosen.jobs.has(id))
  /** What was all that match becomes what of it can be seen. */
  const seen = () => new Map(chosen.all ? page.filter(({ id }) => has(id)).map((job) => [job.id, job]) : chosen.jobs)
  const put = (jobs: ListedJob[], on: boolean) => {
    const next = seen()
    for (const job of jobs) {
      if (on) next.set(job.id, job)
      else next.delete(job.id)
    }
    set({ jobs: next, all: null })
  }
  const indexOf = (id: number | undefined) => page.findIndex((job) => job.id === id)

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    chosen: () => chosen,
    has,
    any: () => chosen.all !== null || chosen.jobs.size > 0,
    /** Of the page that is shown. */
    onPage: (): 'none' | 'some' | 'all' => {
      const count = page.filter(({ id }) => has(id)).length
      if (count === 0) return 'none'
      return count === page.length ? 'all' : 'some'
    },
    anchor: () => anchor,
    /** The rows that are shown now, in their order, and the filters that they match. */
    show: (jobs: ListedJob[], filters: string) => {
      page = jobs
      if (search !== undefined && search !== filters && chosen !== NOTHING) set(NOTHING)
      search = filters
    },
    toggle: (id: number) => {
      anchor = id
      put(
        page.filter((job) => job.id === id),
        !has(id),
      )
    },
    /** From the row that was ticked last to this one, all as that one is. */
    reach: (id: number) => {
      const [from, to] = [indexOf(anchor), indexOf(id)]
      if (to < 0) return
      const on = from < 0 || anchor === undefined || has(anchor)
      if (from < 0) anchor = id
      put(page.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1), on)
    },
    togglePage: () =>
      put(
        page,
        page.some(({ id }) => !has(id)),
      ),
    takeAll: (all: AllMatching) => set({ jobs: new Map(), all }),
    keep: (ids: ReadonlySet<number>) => set({ jobs: new Map([...chosen.jobs].filter(([id]) => ids.has(id))), all: null }),
    forget: (id: number) => {
      if (chosen.jobs.has(id)) set({ ...chosen, jobs: new Map([...chosen.jobs].filter(([one]) => one !== id)) })
    },
    clear: () => set(NOTHING),
  }
}

export type Selection = ReturnType<typeof createSelection>
