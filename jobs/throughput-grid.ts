/** A time in which a worker was at the job, in milliseconds since 1970. */
export type Stretch = { from: number; to: number }

/** Stretches of work, each cut into whole buckets from its own beginning; the last bucket may be shorter, or longer by less than a half. */
export type Grid = { bucketMs: number; stretches: (Stretch & { buckets: number })[] }

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Widths that a clock knows. */
const WIDTHS = [
  SECOND / 5,
  SECOND / 2,
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((hours) => hours * HOUR),
]

/** Buckets of all stretches together, about: at most, and at least where there is little to tell. */
export const BUCKETS = 120
const FEW = 12
/** Pieces of work that come to a bucket at least: fewer, and the picture shows the pieces instead of the pace. */
export const TOLD_PER_BUCKET = 3
/** Breaks that are drawn as such; shorter ones than the longest of these become a time in which nothing came through. */
export const BREAKS = 12

/**
 * How the time of work is cut for a picture; null where there was none.
 * @param told pieces of work that were told of in all
 */
export function gridOf(worked: Stretch[], told: number): Grid | null {
  const stretches = withFewBreaks(worked)
  const total = stretches.reduce((sum, { from, to }) => sum + to - from, 0)
  if (stretches.length === 0) return null
  const most = Math.min(BUCKETS, Math.max(FEW, told / TOLD_PER_BUCKET))
  const bucketMs = WIDTHS.find((width) => total / width <= most) ?? Math.ceil(total / most / (24 * HOUR)) * 24 * HOUR
  return { bucketMs, stretches: stretches.map(({ from, to }) => ({ from, to, buckets: Math.max(1, Math.round((to - from) / bucketMs)) })) }
}

/** Joins what the shortest breaks part, until there are few. */
function withFewBreaks(worked: Stretch[]): Stretch[] {
  const gaps = worked.slice(1).map(({ from }, index) => from - (worked[index] as Stretch).to)
  const least = gaps.toSorted((a, b) => b - a)[BREAKS] ?? -1
  const stretches: Stretch[] = []
  for (const [index, { from, to }] of worked.entries()) {
    const last = stretches.at(-1)
    if (last && (gaps[index - 1] as number) <= least) last.to = to
    else stretches.push({ from, to })
  }
  return stretches
}
