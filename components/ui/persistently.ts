/** Milliseconds between two tries. */
const PAUSE = 1000

/**
 * Loads a part of the page that comes later, again and again while the network is away: a part that is missing for a while must
 * not take the page with it.
 */
export const persistently = <Part>(load: () => Promise<Part>): Promise<Part> =>
  load().catch(() => new Promise((resolve) => setTimeout(resolve, PAUSE)).then(() => persistently(load)))

/** The same for a part that several ask for: it is on its way once. */
export function onceAsked<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let asked: Promise<Part> | undefined
  return () => {
    asked ??= persistently(load)
    return asked
  }
}
