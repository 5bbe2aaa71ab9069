import type { ServerResponse } from 'node:http'

/**
 * Sends what is written in one turn of the event loop as one: React hands a page over in pieces of 4 kB, and each would be a
 * packet and a call of the system of its own. What is streamed still leaves with the turn in which it is written.
 */
export function gatherWrites(response: ServerResponse): void {
  const write = response.write.bind(response) as (...given: unknown[]) => boolean
  let gathering = false
  response.write = (...given: unknown[]) => {
    if (!gathering) {
      gathering = true
      response.cork()
      setImmediate(() => {
        gathering = false
        response.uncork()
      })
    }
    return write(...given)
  }
}
