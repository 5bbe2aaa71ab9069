import { fromWallTime, toWallTime } from '#i18n/zoned-time.ts'

/** What one bar of a chart over time stands for. */
export type BarUnit = 'minute' | 'minutes5' | 'minutes15' | 'hour' | 'hours6' | 'day' | 'week' | 'month' | 'year'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Milliseconds that each bar has at least; the next one is taken where there would be too many. */
const UNITS: [BarUnit, number][] = [
  ['minute', MINUTE],
  ['minutes5', 5 * MINUTE],
  ['minutes15', 15 * MINUTE],
  ['hour', HOUR],
  ['hours6', 6 * HOUR],
  ['day', DAY],
  ['week', 7 * DAY],
  ['month', 28 * DAY],
  ['year', 365 * DAY],
]

const MOST = 60

/**
 * Cuts a period into at most some sixty bars that begin and end as the zone's clock and calendar do: full hours, days,
 * weeks from Monday. The first and the last one end where the period does; of more than sixty years the last are taken.
 */
export function timeBars(from: number, to: number, zone: string): { unit: BarUnit; edges: number[] } {
  const [unit, least] = UNITS.find(([, ms]) => to - from <= MOST * ms) ?? ['year' as const, 365 * DAY]
  const edges = [to]
  for (let edge = to; edge > from && edges.length <= MOST + 1; ) {
    edge = barStart(edge - 1, unit, least, zone)
    edges.unshift(Math.max(edge, from))
  }
  return { unit, edges }
}

/** When the bar began in which `instant` lies. */
function barStart(instant: number, unit: BarUnit, ms: number, zone: string): number {
  const wall = toWallTime(instant, zone)
  // Parts of an hour and hours are the same on both sides of a change of the clock; the hour that comes twice is two.
  if (ms <= HOUR) return instant - (((instant % MINUTE) + MINUTE) % MINUTE) - ((Number(wall.slice(14)) * MINUTE) % ms)
  return Math.min(fromWallTime(`${wallStart(wall, unit)}T00:00`.slice(0, 16), zone) ?? instant, instant)
}

/** The day, or day and hour, from which on the calendar counts what `wall` lies in. */
function wallStart(wall: string, unit: BarUnit): string {
  const day = wall.slice(0, 10)
  if (unit === 'hours6') return `${day}T${String(Math.floor(Number(wall.slice(11, 13)) / 6) * 6).padStart(2, '0')}:00`
  if (unit === 'week') {
    const date = new Date(`${day}T00:00Z`)
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
    return date.toISOString().slice(0, 10)
  }
  if (unit === 'month') return `${day.slice(0, 8)}01`
  return unit === 'year' ? `${day.slice(0, 5)}01-01` : day
}
