import { type LiveEvent, subscribe } from '#lib/live.ts'

export const dynamic = 'force-dynamic'

/** Milliseconds between the beats by which both sides notice that the other is gone. */
const BEAT = 15_000

/** Every change of any job as server-sent events, from the moment of `caught-up` on. */
export function GET(request: Request): Response {
  const encoder = new TextEncoder()
  let end = () => {}
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text))
      const send = ({ name, data }: LiveEvent) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
      let ended = false
      const beat = setInterval(() => write('event: beat\ndata:\n\n'), BEAT)
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
