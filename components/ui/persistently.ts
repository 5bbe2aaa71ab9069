/** Milliseconds between two tries. */
const PAUSE = 1000

/**
 * Loads a part of the page that comes later, again and again while the network is away: a part that is missing for a while must
 * not take the page with it.
 */
export const persistently = <Part>(load: () => Promise<Part>): Promise<Part> =>
  load().catch(() => new Promise((resolve) => setTimeout(resolve, PAUSE)).then(() => persistently(load)))
