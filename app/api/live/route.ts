import { jobsById } from '#jobs/jobs-by-id.ts'
import type { JobStatus } from '#jobs/status.ts'
import { encodeEvent, type LiveEvent, subscribe } from '#lib/live.ts'
import { database } from '#lib/server.ts'

export const dynamic = 'force-dynamic'

const A_BEAT = new TextEncoder().encode('event: beat\ndata:\n\n')

/** Milliseconds between the beats by which both sides notice that the other is gone. */
const BEAT = 15_000

/** Jobs whose end one stream can wait for. */
const MOST_ENDS = 50

/**
 * Every change of any job as server-sent events, from the moment of `caught-up` on. With `?ends=1042,1043` nothing but which status
 * these jobs have, at first and whenever it is another one: for a page that waits behind others.
 */
export function GET(request: Request): Response {
  const ends = (new URL(request.url).searchParams.get('ends')?.match(/\d{1,15}/g) ?? []).slice(0, MOST_ENDS).map(Number)
  const known = new Map<number, JobStatus | undefined>(ends.map((id) => [id, undefined]))
  const wanted = (event: LiveEvent): LiveEvent | null => (ends.length === 0 ? event : movesIn(event, known))
  let end = () => {}
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (event: LiveEvent, bytes?: Uint8Array) => {
        const told = wanted(event)
        if (told) controller.enqueue(told === event && bytes ? bytes : encodeEvent(told))
      }
      let ended = false
      const beat = setInterval(() => controller.enqueue(A_BEAT), BEAT)
      let unsubscribe = () => {}
      end = () => {
        if (ended) return
        ended = true
        clearInterval(beat)
        unsubscribe()
        try {
          controller.close()
        } catch {
          // The reader closed it first.
        }
      }
      request.signal.addEventListener('abort', () => end())
      try {
        const stop = await subscribe(send)
        if (ended) return stop()
        unsubscribe = stop
        send({ name: 'caught-up', data: null })
        if (ends.length > 0) send({ name: 'jobs', data: await jobsById(database(), ends) })
      } catch (error) {
        // The database is away: the page says so and asks again.
        console.error('live:', error instanceof Error ? error.message : error)
        end()
      }
    },
    cancel() {
      end()
    },
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  })
}

/** What of an event tells that one of these jobs has another status than is known of it, or is gone; null where nothing does. */
function movesIn(event: LiveEvent, known: Map<number, JobStatus | undefined>): LiveEvent | null {
  if (event.name === 'caught-up') return event
  if (event.name === 'line') return null
  if (event.name === 'deleted') {
    const gone = event.data.filter((id) => known.has(id))
    return gone.length > 0 ? { name: 'deleted', data: gone } : null
  }
  const moved = event.data.filter(({ id, status }) => known.has(id) && known.get(id) !== status)
  for (const { id, status } of moved) known.set(id, status)
  return moved.length > 0 ? { name: 'jobs', data: moved } : null
}
