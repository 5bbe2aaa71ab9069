import { withMonthNumber } from '#engine/month-names.ts'
import type { DateOrder } from '#jobs/settings.ts'

const TIME = String.raw`(?:T|,? +)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)? ?(?:[Zz]|[-+]\d\d(?::?\d\d)?)?`
const DATE = new RegExp(String.raw`^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(${TIME})?$`)

export type DateReading = {
  looks: 'date' | 'date_time'
  dateOrder: DateOrder | undefined
  /** `03/04/2026` throughout: the third of April or the fourth of March. */
  ambiguous: boolean
}

/**
 * Reads trimmed values as dates of one order, if all but `misfits` of them are.
 * @returns no order where nothing tells
 */
export function readDates(values: string[], misfits: number): DateReading | undefined {
  const fits: Record<DateOrder, number> = { dmy: 0, mdy: 0, ymd: 0 }
  let [times, left] = [0, misfits]
  for (const value of values) {
    const [, first = '', , second = '', third = '', time] = DATE.exec(value) ?? DATE.exec(withMonthNumber(value) ?? '') ?? []
    const orders = first === '' ? [] : ordersOf(first, second, third)
    if (orders.length === 0) {
      left -= 1
      if (left < 0) return undefined
    }
    for (const order of orders) fits[order] += 1
    if (time !== undefined) times += 1
  }
  const most = Math.max(fits.dmy, fits.mdy, fits.ymd)
  if (most < values.length - misfits || most === 0) return undefined
  const ambiguous = fits.dmy === most && fits.mdy === most
  const dateOrder = ambiguous ? undefined : fits.dmy === most ? 'dmy' : fits.mdy === most ? 'mdy' : 'ymd'
  return { looks: times > 0 ? 'date_time' : 'date', dateOrder, ambiguous }
}

/** A two-digit year in front is possible, but it decides only where the other orders fail: hardly anybody writes so. */
function ordersOf(first: string, second: string, third: string): DateOrder[] {
  const orders: DateOrder[] = []
  if (first.length === 4 || (first.length === 2 && third.length === 2)) {
    if (third.length <= 2 && isDay(first, second, third)) orders.push('ymd')
  }
  if (first.length <= 2 && (third.length === 2 || third.length === 4)) {
    if (isDay(third, second, first)) orders.push('dmy')
    if (isDay(third, first, second)) orders.push('mdy')
  }
  return orders
}

function isDay(year: string, month: string, day: string): boolean {
  // For the leap years it does not matter which century a two-digit year belongs to.
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)))
  date.setUTCFullYear(year.length === 4 ? Number(year) : 2000 + Number(year), Number(month) - 1, Number(day))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && Number(day) > 0
}
