import 'server-only'
import type { JobView, Line } from '#jobs/job-view.ts'
import { headOfLine, jobsById } from '#jobs/jobs-by-id.ts'
import { areWorkersThere } from '#jobs/list-workers.ts'
import { database, driver } from '#lib/server.ts'

/** What is sent to the pages: changed jobs, numbers of deleted ones, the line, or that changes may have been missed until now. */
export type LiveEvent =
  | { name: 'jobs'; data: JobView[] }
  | { name: 'deleted'; data: number[] }
  | { name: 'line'; data: Line }
  | { name: 'caught-up'; data: null }

/** `bytes`: the event as it goes over the wire, the same for all. */
type Subscriber = (event: LiveEvent, bytes: Uint8Array) => void

/** Milliseconds between two readings: a job at full speed changes often. The first change after a rest is read at once. */
const GATHER = 80

/** Milliseconds between two looks for workers while jobs wait: one that vanishes announces nothing. */
const LOOK = 5000

/** One LISTEN a web process, however many pages are open; a reload of the code in development keeps it. */
type Live = {
  subscribers: Set<Subscriber>
  listening: Promise<unknown> | undefined
  /** As it was last told; null where somebody does not know it. */
  line: Line | null
  /** Reads what there is to tell. */
  look: () => void
}
const kept = globalThis as typeof globalThis & { quaysideLive?: Live }

const encoder = new TextEncoder()
export const encodeEvent = ({ name, data }: LiveEvent): Uint8Array => encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)

/** Calls `subscriber` with every change of any job until the returned function is called. Resolves once changes are heard. */
export async function subscribe(subscriber: Subscriber): Promise<() => void> {
  kept.quaysideLive ??= { subscribers: new Set(), listening: undefined, line: null, look: () => {} }
  const live = kept.quaysideLive
  live.listening ??= listen(live).catch((error) => {
    live.listening = undefined
    throw error
  })
  await live.listening
  live.subscribers.add(subscriber)
  live.line = null
  live.look()
  return () => {
    live.subscribers.delete(subscriber)
  }
}

function listen(live: Live): Promise<unknown> {
  const { subscribers } = live
  const changed = new Set<number>()
  let planned = false
  let reading = false
  let last = 0
  let lookAgain: ReturnType<typeof setTimeout> | undefined

  const tell = (event: LiveEvent) => {
    const bytes = encodeEvent(event)
    for (const subscriber of subscribers) {
      try {
        subscriber(event, bytes)
      } catch (error) {
        // One page that is gone must not keep the others from hearing.
        subscribers.delete(subscriber)
        console.error('live:', error instanceof Error ? error.message : error)
      }
    }
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
        const asked = new Set(changed)
        changed.clear()
        read(asked)
          .catch((error) => {
            console.error('live:', error instanceof Error ? error.message : error)
            // Told later rather than never.
            for (const id of asked) changed.add(id)
            setTimeout(gather, 1000)
          })
          .finally(() => {
            reading = false
          })
      },
      Math.max(0, last + GATHER - performance.now()),
    )
  }
  const read = async (asked: Set<number>) => {
    clearTimeout(lookAgain)
    if (subscribers.size === 0) return
    const places = await headOfLine(database())
    const jobs = await jobsById(database(), [...asked], places)
    const found = new Set(jobs.map(({ id }) => id))
    const deleted = [...asked].filter((id) => !found.has(id))
    if (jobs.length > 0) tell({ name: 'jobs', data: jobs })
    if (deleted.length > 0) tell({ name: 'deleted', data: deleted })
    const line = { jobs: [...places.keys()], workers: places.size === 0 || (await areWorkersThere(database())) }
    // Places are told as what they are: a job does not change because those before it are gone.
    if (line.workers !== live.line?.workers || line.jobs.join() !== live.line.jobs.join()) {
      live.line = line
      tell({ name: 'line', data: line })
    }
    if (places.size > 0) lookAgain = setTimeout(gather, LOOK)
  }

  live.look = gather
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
