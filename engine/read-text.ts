import { FALSE_WORDS, TRUE_WORDS } from '#engine/boolean-words.ts'
import { Decimal, DIGITS_LIMIT } from '#engine/decimal.ts'
import type { DateOrder, DecimalSign } from '#jobs/settings.ts'

/** Texts as values to calculate with, read as the columns of a table read them (numbers.ts, dates.ts). */

const EDGES = /^[ \t]+|[ \t]+$/g

/** Groups of three between spaces, apostrophes, or whichever of point and comma is not the decimal sign. */
const NUMBERS: Record<DecimalSign, RegExp> = {
  ',': /^([+-]?)(\d+|\d{1,3}(?:[ '.\u00a0\u202f\u2009\u2019]\d{3})+|(?=,\d))(?:,(\d*))?(?:[eE]([+-]?\d{1,3}))?$/,
  '.': /^([+-]?)(\d+|\d{1,3}(?:[ ',\u00a0\u202f\u2009\u2019]\d{3})+|(?=\.\d))(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/,
}

/** @returns undefined for what is no number, or one with too many digits */
export function readDecimal(text: string, decimalSign: DecimalSign): Decimal | undefined {
  if (text.length > DIGITS_LIMIT) return undefined
  const found = NUMBERS[decimalSign].exec(text.replace(EDGES, ''))
  if (!found) return undefined
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = found
  const digits = BigInt(`${whole.replace(/\D/g, '')}${decimals}`) * (sign === '-' ? -1n : 1n)
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

const DAY = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(?:(?:[ T]|, *)\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)? ?(?:[Zz]|[+-]\d\d[:\d]{0,6})?)?$/
/** As in dates.ts. */
const CENTURY_TURN = 49

/** The day of a date, or of a date and a time. Year first is understood in any order. */
export function readDay(text: string, order: DateOrder): Day | undefined {
  if (text.length > 100) return undefined
  const found = DAY.exec(text.replace(EDGES, ''))
  if (!found) return undefined
  const [, first = '', , second = '', third = ''] = found
  const yearFirst = first.length === 4 || order === 'ymd'
  const [year, day] = yearFirst ? [first, third] : [third, order === 'mdy' ? second : first]
  if (day.length > 2 || (year.length !== 2 && year.length !== 4)) return undefined
  const century = year.length === 4 ? 0 : Number(year) <= CENTURY_TURN ? 2000 : 1900
  return dayOf(Number(year) + century, Number(yearFirst || order === 'dmy' ? second : first), Number(day))
}

const WORDS = new Map([...TRUE_WORDS.map((word) => [word, true] as const), ...FALSE_WORDS.map((word) => [word, false] as const)])

export const readBoolean = (text: string): boolean | undefined =>
  text.length > 100 ? undefined : WORDS.get(text.replace(EDGES, '').toLowerCase())
