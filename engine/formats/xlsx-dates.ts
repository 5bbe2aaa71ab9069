/** What a number format makes of a number: a day with or without time, a time of day, or hours that go on past 24. */
export type DateStyle = 'date' | 'time' | 'elapsed'

/** The formats that every program knows by number; those of East Asia are dates too. */
const BUILT_IN: Record<number, DateStyle> = { 18: 'time', 19: 'time', 20: 'time', 21: 'time', 45: 'time', 46: 'elapsed', 47: 'time' }
for (const [from, to] of [
  [14, 17],
  [22, 22],
  [27, 36],
  [50, 58],
] as const)
  for (let id = from; id <= to; id += 1) BUILT_IN[id] = 'date'

/** @param code of a format that the workbook defines itself */
export function dateStyleOf(id: number, code: string | undefined): DateStyle | undefined {
  if (code === undefined) return BUILT_IN[id]
  if (/\[[hms]+\]/i.test(code)) return 'elapsed'
  // Only the first section counts; literal text, colours and languages are no part of the pattern.
  const pattern = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|E[+-]/gi, '')
  if (/[yd]/i.test(pattern)) return 'date'
  if (/[hs]/i.test(pattern)) return 'time'
  return /m/i.test(pattern) ? 'date' : undefined
}

const DAY_MS = 86_400_000
/** The last day of the year 9999. */
const LAST = 2_958_466

/**
 * The day or time that a number of days stands for, to the millisecond: `2024-02-29`, `2024-02-29 12:30:00`, `12:30:00`. A number
 * that is none stays one.
 */
export function dateText(serial: number, style: DateStyle, { date1904 }: { date1904: boolean }): string | undefined {
  if (!(serial >= 0 && serial < LAST)) return undefined
  const ms = Math.round(serial * DAY_MS)
  const days = Math.floor(ms / DAY_MS)
  if (style === 'elapsed') return clock(ms)
  if (style === 'time' && days === 0) return clock(ms)
  // A time of day alone, in a cell that shows a date.
  if (days === 0 && !date1904) return clock(ms)
  const time = ms % DAY_MS === 0 ? '' : ` ${clock(ms % DAY_MS)}`
  // The 29th of February 1900 never was, but has a number, so that the days before it are off by one.
  if (!date1904 && days === 60) return `1900-02-29${time}`
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  return new Date(epoch + days * DAY_MS).toISOString().slice(0, 10) + time
}

function clock(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes, seconds, rest] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60, ms % 1000]
  return `${two(hours)}:${two(minutes)}:${two(seconds)}${rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`}`
}
