import { FALSE_WORDS, TRUE_WORDS } from '#engine/boolean-words.ts'
import { dayAndTime } from '#engine/dates.ts'
import { Decimal, DIGITS_LIMIT } from '#engine/decimal.ts'
import { type Converter, decimalNumber } from '#engine/numbers.ts'
import { newOutput } from '#engine/output.ts'
import type { DateOrder, DecimalSign } from '#jobs/settings.ts'

/** Texts as values to calculate with, read by the very converters that write them for a column. */

/** Longest text that can be a number or a day, in characters. */
const LONGEST = DIGITS_LIMIT
const output = newOutput(8 * LONGEST)

/** What the converter writes; undefined where it refuses. */
function written(text: string, convert: Converter): string | undefined {
  if (text.length > LONGEST) return undefined
  const source = Buffer.from(text.replace(EDGES, ''))
  output.at = 0
  return source.length > 0 && convert(source, 0, source.length, output) === null ? output.bytes.toString('latin1', 0, output.at) : undefined
}

const EDGES = /^[ \t]+|[ \t]+$/g

const numberWith = (sign: DecimalSign) => decimalNumber(null, null, sign, { exponent: true })
const NUMBERS: Record<DecimalSign, Converter> = { ',': numberWith(','), '.': numberWith('.') }
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/

/** @returns undefined for what is no number, or one with too many digits */
export function readDecimal(text: string, decimalSign: DecimalSign): Decimal | undefined {
  const found = NUMBER.exec(written(text, NUMBERS[decimalSign]) ?? '')
  if (!found) return undefined
  const [, sign, whole = '', decimals = '', exponent = '0'] = found
  const digits = BigInt(`${whole}${decimals}`) * (sign === '-' ? -1n : 1n)
  const scale = decimals.length - Number(exponent)
  if (Math.abs(scale) > DIGITS_LIMIT) return undefined
  return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * 10n ** BigInt(-scale))
}

/** A day of the calendar. */
export class Day {
  readonly year: number
  readonly month: number
  readonly day: number

  constructor(year: number, month: number, day: number) {
    this.year = year
    this.month = month
    this.day = day
  }
}

const DAY_MS = 86_400_000

/** @returns undefined where the calendar has no such day, or the year is not one of 1 to 9999 */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (!(year >= 1 && year <= 9999)) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? new Day(year, month, day)
    : undefined
}

/** Days since 1970-01-01. */
export const dayNumber = ({ year, month, day }: Day): number => new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS

/** The day so many days after another. */
export function dayAfter(day: Day, days: number): Day | undefined {
  const date = new Date((dayNumber(day) + days) * DAY_MS)
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

export const writeDay = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const dayWith = (order: DateOrder) => dayAndTime(order, { zone: true })
const DAYS: Record<DateOrder, Converter> = { dmy: dayWith('dmy'), mdy: dayWith('mdy'), ymd: dayWith('ymd') }
const DAY = /^(\d{4})-(\d\d)-(\d\d)(?! .*BC)/

/** The day of a date, or of a date and a time. */
export function readDay(text: string, order: DateOrder): Day | undefined {
  const found = DAY.exec(written(text, DAYS[order]) ?? '')
  return found ? dayOf(Number(found[1]), Number(found[2]), Number(found[3])) : undefined
}

const WORDS = new Map([...TRUE_WORDS.map((word) => [word, true] as const), ...FALSE_WORDS.map((word) => [word, false] as const)])

export const readBoolean = (text: string): boolean | undefined =>
  text.length > 100 ? undefined : WORDS.get(text.replace(EDGES, '').toLowerCase())
