import { fromWallTime, startOfDay } from '#i18n/zoned-time.ts'

type Part = 'day' | 'month' | 'year'

/** The order in which a language writes the parts of a date. */
function orderOf(locale: string): Part[] {
  const parts = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).formatToParts(0)
  return parts.flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : []))
}

/** An instant as a person who reads this language would type it: 22.11.2026, 09:14. */
export function writeTypedTime(instant: number, locale: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(instant)
}

/**
 * The instant that a person typed: day, month and year in the language's order, then the hour and the minute, with whatever
 * signs in between; undefined if it is none. Without a time it is the beginning of the day, or with `end` the end of it.
 */
export function readTypedTime(text: string, locale: string, zone: string, end = false): number | undefined {
  const numbers = text.match(/\d+/g) ?? []
  if (numbers.length < 3 || numbers.length > 5) return undefined
  const date = Object.fromEntries(orderOf(locale).map((part, index) => [part, numbers[index] ?? ''])) as Record<Part, string>
  const year = date.year.length === 2 ? `20${date.year}` : date.year
  const day = `${year}-${date.month.padStart(2, '0')}-${date.day.padStart(2, '0')}`
  const clock = numbers.slice(3).map((number) => number.padStart(2, '0'))
  const wall = `${day}T${clock[0] ?? '00'}:${clock[1] ?? '00'}`
  // JavaScript takes the 30th of February for a day of March.
  const real = Date.parse(`${wall}Z`)
  if (Number.isNaN(real) || new Date(real).toISOString().slice(0, 16) !== wall) return undefined
  const instant = fromWallTime(wall, zone)
  return instant !== undefined && end && clock.length === 0 ? startOfDay(instant, zone, 1) : instant
}
