import type { DateOrder, DecimalSign } from '#jobs/settings.ts'

/** The day that the import reads in a value, at midnight UTC; undefined if it is none in this order. */
export function readDay(value: string, order: DateOrder): Date | undefined {
  const [, first = '', , second = '', third = ''] = /^(\d{1,6})([-/. ])(\d{1,2})\2(\d{1,6})(?=$|[T, ])/.exec(value) ?? []
  const yearFirst = first.length >= 4 || order === 'ymd'
  const [yearText, dayText] = yearFirst ? [first, third] : order === 'mdy' ? [third, second] : [third, first]
  const monthText = !yearFirst && order === 'mdy' ? first : second
  if (yearText.length < 2 || yearText.length === 3 || dayText.length > 2) return undefined
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)]
  const fullYear = yearText.length === 2 ? year + (year <= 49 ? 2000 : 1900) : year
  const date = new Date(0)
  date.setUTCFullYear(fullYear, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined
}

/** The number that the import reads in a value; undefined if it is none with this decimal sign. */
export function readDecimal(text: string, sign: DecimalSign): number | undefined {
  // A currency or a percent sign beside it is no part of the number.
  const value = text.replace(
    /^([-+]?)\s*(?:[\p{Sc}%]|(?:US|R)\$|EUR|CHF|BRL|USD|GBP|Fr\.)\s*(?=[-+]?[\d.,])|\s*(?:[\p{Sc}%]|EUR|CHF|BRL|USD|GBP)$/gu,
    '$1',
  )
  const [whole = '', fraction, ...rest] = value.split(sign)
  if (rest.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return undefined
  if (!/^[-+]?(?:\d*|\d{1,3}(?:[., \u00a0\u202f\u2009'’]\d{3})+)$/u.test(whole)) return undefined
  const digits = `${whole.replace(/[^\d-]/g, '')}.${fraction ?? ''}`
  return /\d/.test(digits) ? Number(digits.replace(/\.$/, '')) : undefined
}
