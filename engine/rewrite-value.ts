import { CENTURY_TURN, daysIn } from '#engine/dates.ts'
import { decimalNumber } from '#engine/numbers.ts'
import { newOutput, reserve } from '#engine/output.ts'
import type { DateOrder, DecimalSign } from '#jobs/settings.ts'

const DATE = /^(\s*)(\d{1,6})([/\-. ])(\d{1,2})\3(\d{1,6})(?!\d)(.*)$/s

/**
 * Reads a day in one order and writes it in another, with the same sign between; what follows it, such as the time, stays.
 * @returns null where the text begins with no such day
 */
export function rewriteDate(text: string, from: DateOrder, to: DateOrder): string | null {
  const [all, blank = '', first = '', sign = '', second = '', third = '', rest = ''] = DATE.exec(text) ?? []
  // The year in front is understood in any order.
  if (all === undefined || first.length >= 4) return null
  const [year, month, day] = from === 'ymd' ? [first, second, third] : from === 'mdy' ? [third, first, second] : [third, second, first]
  if (day.length > 2 || (year.length !== 2 && year.length < 4)) return null
  const full = year.length === 2 ? Number(year) + (Number(year) <= CENTURY_TURN ? 2000 : 1900) : Number(year)
  const [m, d] = [Number(month), Number(day)]
  if (full === 0 || m < 1 || m > 12 || d < 1 || d > daysIn(full, m)) return null
  const parts = { y: String(full).padStart(4, '0'), m: month.padStart(2, '0'), d: day.padStart(2, '0') }
  return `${blank}${[...to].map((part) => parts[part as 'y' | 'm' | 'd']).join(sign)}${rest}`
}

/**
 * Reads a number with one decimal sign and writes it with another, without separators of thousands.
 * @returns null where the text is no such number
 */
export function rewriteNumber(text: string, from: DecimalSign, to: DecimalSign): string | null {
  const source = Buffer.from(text.trim())
  if (source.length === 0) return null
  const output = newOutput(0)
  reserve(output, 2 * source.length + 64)
  if (READ[from](source, 0, source.length, output) !== null) return null
  return output.bytes.toString('latin1', 0, output.at).replace('.', to)
}

const reader = (sign: DecimalSign) => decimalNumber(null, null, sign, { exponent: true })
const READ = { ',': reader(','), '.': reader('.') }
