/** Milliseconds that count as recent. */
const SPAN = 20_000
/** So many must have been seen of them. */
const LEAST = 5000
/** Milliseconds without news that are only the time until the next piece is done. */
const QUIET = 3000

/** How many records were done at a moment, in milliseconds. */
export type Sample = { at: number; done: number }

/** The samples with one more; those that will not count any more are let go, but for three that say that there was something. */
export function withSample(samples: Sample[], sample: Sample): Sample[] {
  const kept = samples.findIndex(({ at }) => at >= sample.at - SPAN)
  return [...samples.slice(kept < 0 ? -2 : Math.max(0, Math.min(kept, samples.length - 2))), sample]
}

/** Records per second of late, and over how many seconds, in steps of five; null where too little was seen to tell. */
export function recentRate(samples: Sample[], now: number): { rate: number; seconds: number } | null {
  const within = samples.filter(({ at }) => at >= now - SPAN)
  const [first, last] = [within[0], within.at(-1)]
  // What went on and has not for so long stands still.
  if (!first || !last) return samples.length >= 3 ? { rate: 0, seconds: SPAN / 1000 } : null
  const ms = Math.max(last.at, now - QUIET) - first.at
  if (ms < LEAST) return null
  return { rate: ((last.done - first.done) / ms) * 1000, seconds: Math.floor(ms / LEAST) * (LEAST / 1000) }
}
