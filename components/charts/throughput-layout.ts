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
/** A time in which nobody worked, or a moment that is marked within a stretch: what the job became, and how it went on. */
export type Break = { x: number; width: number; became: Mark; wentOn: Mark | null }
export type Layout = { stretches: Bar[][]; breaks: Break[]; times: { x: number; at: number }[]; step: number }

/** Where everything of the picture stands, `width` pixels in all. */
export function layOut({ bucketMs, stretches, marks }: Throughput, width: number): Layout {
  const rests = marks.flatMap((mark, index) => (mark.to === 'running' || (isLast(marks, index) && isEnd(mark)) ? [] : [{ mark, index }]))
  const after = rests.map(({ mark, index }): { became: Mark; wentOn: Mark | null; at: number } => ({
    became: mark,
    wentOn: marks[index + 1] ?? null,
    // The stretch behind which it stands; one of those that were joined has it in its midst.
    at: stretches.findLastIndex(({ from }) => from <= mark.at),
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
  const breaks = after.flatMap(({ became, wentOn, at }): Break[] => {
    const [stretch, start] = [stretches[at], starts[at]]
    if (!stretch || start === undefined) return []
    if (became.at >= stretch.to) return [{ x: start + stretch.buckets * bucketWidth, width: breakWidth, became, wentOn }]
    return [{ x: start + ((became.at - stretch.from) / bucketMs) * bucketWidth, width: 0, became, wentOn }]
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

/** The icon of what a break began with, or of the work that went on after it: pixels from the left to its middle. */
export type BreakIcon = { x: number; one: Break; edge: 'became' | 'wentOn' }

/** The icons that have room beside each other, from left to right; what the job became comes before that it went on. */
export function iconsOf(breaks: Break[]): BreakIcon[] {
  const kept: BreakIcon[] = []
  const keep = (icon: BreakIcon) => kept.every(({ x }) => Math.abs(x - icon.x) >= ICONS_APART) && kept.push(icon)
  const inset = ({ width }: Break) => Math.min(width, ICONS_APART) / 2
  for (const one of breaks) keep({ x: one.x + inset(one), one, edge: 'became' })
  for (const one of breaks) if (one.wentOn && one.width > 0) keep({ x: one.x + one.width - inset(one), one, edge: 'wentOn' })
  return kept.sort((a, b) => a.x - b.x)
}

const isLast = (marks: Mark[], index: number) => index === marks.length - 1
/** The picture ends with the job; only what may go on is marked behind it. */
const isEnd = ({ to }: Mark) => to === 'finished' || to === 'finished_with_errors' || to === 'cancelled'
