/** Wall clocks and instants: what a person means by a day or an hour in their time zone. */

/** The reader's: a time zone, and the present instant in milliseconds. */
export type Clock = { zone: string; now: number }

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds by which the zone's wall clock is ahead of UTC at an instant. */
function offsetAt(zone: string, instant: number): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(zone, clock)
  }
  const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]))
  const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year)
  const wall = Date.UTC(year, Number(part.month) - 1, Number(part.day), Number(part.hour), Number(part.minute), Number(part.second))
  return wall - Math.floor(instant / 1000) * 1000
}

/** The instant at which the zone's clock shows `wall`, as if that were UTC; a time the clock skips is the one that follows. */
function instantOf(zone: string, wall: number): number {
  // Around a change of the clock the offsets before and after are both tried; the earlier reading wins.
  const offsets = [offsetAt(zone, wall - 86_400_000), offsetAt(zone, wall + 86_400_000)]
  const fitting = offsets.map((offset) => wall - offset).filter((instant) => instant + offsetAt(zone, instant) === wall)
  return fitting.length > 0 ? Math.min(...fitting) : wall - Math.min(...offsets)
}

/** What the zone's clock shows, as `<input type="datetime-local">` takes it: 2026-11-22T09:14. */
export function toWallTime(instant: number, zone: string): string {
  return new Date(instant + offsetAt(zone, instant)).toISOString().slice(0, 16)
}

/** What the zone's clock shows, with how far it is from UTC: 2026-11-22T09:14:26.589+01:00. */
export function toOffsetTime(instant: number, zone: string): string {
  const offset = offsetAt(zone, instant)
  const minutes = Math.abs(Math.round(offset / 60_000))
  const away = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
  return `${new Date(instant + offset).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${away}`
}

/** The instant of such a text, or undefined if it is none. */
export function fromWallTime(text: string, zone: string): number | undefined {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  return Number.isNaN(wall) ? undefined : instantOf(zone, wall)
}

/** When the day began in which `instant` lies, or the one so many days later. */
export function startOfDay(instant: number, zone: string, days = 0): number {
  const wall = instant + offsetAt(zone, instant)
  return instantOf(zone, Math.floor(wall / 86_400_000 + days) * 86_400_000)
}
