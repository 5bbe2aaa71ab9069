import 'server-only'
import type { JobView } from '#jobs/job-view.ts'
import { headOfLine, jobsById } from '#jobs/jobs-by-id.ts'
import { database, driver } from '#lib/server.ts'

/** What is sent to the pages: changed jobs, numbers of deleted ones, or that changes may have been missed until now. */
export type LiveEvent = { name: 'jobs'; data: JobView[] } | { name: 'deleted'; data: number[] } | { name: 'caught-up'; data: null }
type Subscriber = (event: LiveEvent) => void

/** Milliseconds between two readings: a job at full speed changes often. The first change after a rest is read at once. */
const GATHER = 80

/** One LISTEN a web process, however many pages are open; a reload of the code in development keeps it. */
type Live = { subscribers: Set<Subscriber>; listening: Promise<unknown> | undefined }
const kept = globalThis as typeof globalThis & { quaysideLive?: Live }

/** Calls `subscriber` with every change of any job until the returned function is called. Resolves once changes are heard. */
export async function subscribe(subscriber: Subscriber): Promise<() => void> {
  kept.quaysideLive ??= { subscribers: new Set(), listening: undefined }
  const live = kept.quaysideLive
  live.listening ??= listen(live).catch((error) => {
    live.listening = undefined
    throw error
  })
  await live.listening
  live.subscribers.add(subscriber)
  return () => {
    live.subscribers.delete(subscriber)
  }
}

function listen({ subscribers }: Live): Promise<unknown> {
  const changed = new Set<number>()
  let line: ReadonlyMap<number, number> = new Map()
  let planned = false
  let reading = false
  let last = 0

  const tell = (event: LiveEvent) => {
    for (const subscriber of subscribers) subscriber(event)
  }
  const gather = () => {
    if (planned) return
    planned = true
    setTimeout(
      () => {
        planned = false
        // One reading after the other, so that what is told last is what was read last.
        if (reading) return gather()
        reading = true
        last = performance.now()
        read()
          .catch((error) => console.error('live:', error instanceof Error ? error.message : error))
          .finally(() => {
            reading = false
          })
      },
      Math.max(0, last + GATHER - performance.now()),
    )
  }
  const read = async () => {
    const asked = new Set(changed)
    changed.clear()
    if (subscribers.size === 0) return
    const before = line
    line = await headOfLine(database())
    for (const [id, place] of line) if (before.get(id) !== place) asked.add(id)
    const jobs = await jobsById(database(), [...asked], line)
    const found = new Set(jobs.map(({ id }) => id))
    const deleted = [...asked].filter((id) => !found.has(id))
    if (jobs.length > 0) tell({ name: 'jobs', data: jobs })
    if (deleted.length > 0) tell({ name: 'deleted', data: deleted })
  }

  return driver().listen(
    'quayside_jobs',
    (payload) => {
      changed.add((JSON.parse(payload) as { id: number }).id)
      gather()
    },
    // At first nobody is there to tell; later, the database was away and what it said meanwhile is lost.
    () => tell({ name: 'caught-up', data: null }),
  )
}
