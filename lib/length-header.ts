import type { ServerResponse } from 'node:http'

/**
 * The header by which a route says how long its answer is. Next takes Content-Length itself out of what routes answer, and
 * without it nobody sees how far a download is.
 */
export const LENGTH_HEADER = 'X-Quayside-Length'

/** Sends that header as what it means. */
export function restoreLength(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response)
  response.setHeader = (name, value) => setHeader(name.toLowerCase() === LENGTH_HEADER.toLowerCase() ? 'Content-Length' : name, value)
}
