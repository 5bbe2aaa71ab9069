import { fromWallTime, startOfDay } from '#i18n/zoned-time.ts'

type Part = 'day' | 'month' | 'year'

/** The order in which a language writes the parts of a date. */
function orderOf(locale: string): Part[] {
  const parts = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).formatToParts(0)
  return parts.flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : []))
}

/** An instant as a person who reads this language would type it: 22.11.2026, 09:14, or to the second. */
export function writeTypedTime(instant: number, locale: string, zone: string, { seconds = false } = {}): string {
  return new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
    hourCycle: 'h23',
    timeZone: zone,
  }).format(instant)
}

/** What a person typed: when it begins and when it is over, as a day, a minute or a second is; `to` is no part of it any more. */
export type TypedSpan = { from: number; to: number; wholeDay: boolean }

/**
 * The span that a person typed: day, month and year in the language's order, then perhaps the hour, the minute and the second,
 * with whatever signs in between; undefined if it is none.
 */
export function readTypedSpan(text: string, locale: string, zone: string): TypedSpan | undefined {
  const numbers = text.match(/\d+/g) ?? []
  if (numbers.length < 3 || numbers.length > 6) return undefined
  const date = Object.fromEntries(orderOf(locale).map((part, index) => [part, numbers[index] ?? ''])) as Record<Part, string>
  const year = date.year.length === 2 ? `20${date.year}` : date.year
  const day = `${year}-${date.month.padStart(2, '0')}-${date.day.padStart(2, '0')}`
  const clock = numbers.slice(3).map((number) => number.padStart(2, '0'))
  const wall = `${day}T${clock[0] ?? '00'}:${clock[1] ?? '00'}:${clock[2] ?? '00'}`
  // JavaScript takes the 30th of February for a day of March.
  const real = Date.parse(`${wall}Z`)
  if (Number.isNaN(real) || new Date(real).toISOString().slice(0, 19) !== wall) return undefined
  const from = fromWallTime(wall, zone)
  if (from === undefined) return undefined
  const wholeDay = clock.length === 0
  return { from, to: wholeDay ? startOfDay(from, zone, 1) : from + (clock.length === 3 ? 1000 : 60_000), wholeDay }
}

/** The instant that a person typed, to the minute. Without a time it is the beginning of the day, or with `end` the end of it. */
export function readTypedTime(text: string, locale: string, zone: string, end = false): number | undefined {
  const span = readTypedSpan(text, locale, zone)
  return span && (end && span.wholeDay ? span.to : span.from)
}
