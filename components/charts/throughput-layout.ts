import { timeStep } from '#components/charts/ticks.ts'
import type { Mark, Throughput } from '#jobs/throughput.ts'

/** Pixels that a break takes, however long it was: room for an icon at either edge. */
const BREAK = 48
/** The share of the picture that breaks take at most. */
const BREAKS_SHARE = 0.4
/** Pixels between two icons. */
const ICONS_APART = 24
/** Pixels between two times of the axis. */
const APART = 84

/** A bucket as it is drawn: pixels from the left, milliseconds since 1970, records and records per second. */
export type Bar = { x: number; width: number; from: number; to: number; count: number; rate: number }
/** A time in which nobody worked: what the job became, and next that it went on, or what it ended as; null while it may still do either. */
type Rest = { became: Mark; next: Mark | null }
/** Where it is drawn; without a width it is a moment that is marked within a stretch. */
export type Break = Rest & { x: number; width: number }
export type Layout = { stretches: Bar[][]; breaks: Break[]; times: { x: number; at: number }[]; step: number }

/** Where everything of the picture stands, `width` pixels in all. */
export function layOut({ bucketMs, stretches, marks }: Throughput, width: number): Layout {
  const after = restsOf(marks).map((rest) => ({
    ...rest,
    // The stretch behind which it stands; one of those that were joined has it in its midst.
    at: stretches.findLastIndex(({ from }) => from <= rest.became.at),
  }))
  const between = after.filter(({ at, became }) => at >= 0 && became.at >= (stretches[at]?.to ?? 0))
  const buckets = stretches.reduce((sum, { buckets }) => sum + buckets, 0)
  const gaps = stretches.length - 1 + (between.some(({ at }) => at === stretches.length - 1) ? 1 : 0)
  const breakWidth = Math.min(BREAK, (width * BREAKS_SHARE) / Math.max(gaps, 1))
  const bucketWidth = (width - breakWidth * gaps) / buckets
  const starts: number[] = []
  let x = 0
  for (const stretch of stretches) {
    starts.push(x)
    x += stretch.buckets * bucketWidth + breakWidth
  }
  const bars = stretches.map(({ from, to, counts }, index) =>
    counts.map((count, bucket): Bar => {
      const [begin, end] = [from + bucket * bucketMs, bucket === counts.length - 1 ? to : from + (bucket + 1) * bucketMs]
      const ms = Math.max(end - begin, 1)
      return { x: (starts[index] ?? 0) + bucket * bucketWidth, width: bucketWidth, from: begin, to: end, count, rate: (count / ms) * 1000 }
    }),
  )
  const breaks = after.flatMap(({ became, next, at }): Break[] => {
    const [stretch, start] = [stretches[at], starts[at]]
    if (!stretch || start === undefined) return []
    if (became.at >= stretch.to) return [{ x: start + stretch.buckets * bucketWidth, width: breakWidth, became, next }]
    return [{ x: start + ((became.at - stretch.from) / bucketMs) * bucketWidth, width: 0, became, next }]
  })
  const step = timeStep((APART / Math.max(bucketWidth, 1e-6)) * bucketMs)
  const times: Layout['times'] = []
  for (const [index, { from, to }] of stretches.entries()) {
    const start = starts[index] ?? 0
    // The beginning of each stretch is said where there is room, then what the clock says in round numbers.
    const candidates = [from]
    for (let at = Math.ceil(from / step) * step; at < to; at += step) candidates.push(at)
    for (const at of candidates) {
      const place = start + ((at - from) / bucketMs) * bucketWidth
      if (place >= (times.at(-1)?.x ?? -APART) + APART && place <= width - APART / 2) times.push({ x: place, at })
    }
  }
  return { stretches: bars, breaks, times, step }
}

/** The icon of what a break began with, or of what came next: pixels from the left to its middle. */
export type BreakIcon = { x: number; one: Break; edge: 'became' | 'next' }

/** The icons that have room beside each other, from left to right; what the job became comes before what came next. */
export function iconsOf(breaks: Break[]): BreakIcon[] {
  const kept: BreakIcon[] = []
  const keep = (icon: BreakIcon) => kept.every(({ x }) => Math.abs(x - icon.x) >= ICONS_APART) && kept.push(icon)
  const inset = ({ width }: Break) => Math.min(width, ICONS_APART) / 2
  for (const one of breaks) keep({ x: one.x + inset(one), one, edge: 'became' })
  for (const one of breaks) if (one.next && one.width > 0) keep({ x: one.x + one.width - inset(one), one, edge: 'next' })
  return kept.sort((a, b) => a.x - b.x)
}

/** From each mark at which the work stopped to the one at which it went on, or to the job's end. */
function restsOf(marks: Mark[]): Rest[] {
  const rests: Rest[] = []
  let rest: Rest | undefined
  for (const mark of marks) {
    if (rest) rest.next = mark
    else if (mark.to !== 'running') {
      rest = { became: mark, next: null }
      rests.push(rest)
    }
    if (mark.to === 'running') rest = undefined
  }
  // The picture ends with the job where it ended at work; only what rested is marked behind it.
  return rests.filter(({ became, next }) => next || !isEnd(became))
}

const isEnd = ({ to }: Mark) => to === 'finished' || to === 'finished_with_errors' || to === 'cancelled'
