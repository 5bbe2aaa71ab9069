import type { Converter } from '#engine/numbers.ts'
import { type Output, putBigInt64, putInt32, putInt64, putPlain } from '#engine/output.ts'
import { NotBinary } from '#engine/row-format.ts'
import type { DateOrder } from '#jobs/settings.ts'

const [ZERO, SPACE, COLON, MINUS, PLUS, POINT, COMMA, SLASH] = [48, 32, 58, 45, 43, 46, 44, 47]
/** Two-digit years up to this one are of this century, as in most spreadsheets. */
export const CENTURY_TURN = 49
/** Postgres's last year with times of day. */
const LAST_YEAR = 294_276
/** Largest offset from UTC that Postgres takes, in hours. */
const MOST_HOURS = 15

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
export const daysIn = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0))

/** Where reading stands, and what was read last: one object for all, since this happens for every value of a column. */
const read = {
  at: 0,
  value: 0,
  digits: 0,
  year: 0,
  month: 0,
  day: 0,
  hour: 0,
  minute: 0,
  second: 0,
  /** Of a second, as a whole number of so many digits; up to nine. */
  fraction: 0,
  fractionDigits: 0,
  /** From UTC, in seconds; zero if none was written. */
  offset: 0,
  zoned: false,
}

function readNumber(source: Uint8Array, from: number, to: number): void {
  let at = from
  let value = 0
  while (at < to) {
    const digit = (source[at] as number) - ZERO
    if (digit < 0 || digit > 9 || at - from > 8) break
    value = value * 10 + digit
    at += 1
  }
  read.at = at
  read.value = value
  read.digits = at - from
}

/** Reads a day; -1 if it is none, else where it ends. Year first is understood in any order. */
function readDay(source: Uint8Array, from: number, to: number, order: DateOrder): number {
  readNumber(source, from, to)
  const { value: first, digits: firstDigits } = read
  const sign = source[read.at] as number
  if (firstDigits === 0 || (sign !== SLASH && sign !== MINUS && sign !== POINT && sign !== SPACE) || read.at >= to) return -1
  readNumber(source, read.at + 1, to)
  const { value: second, digits: secondDigits } = read
  if (secondDigits === 0 || secondDigits > 2 || source[read.at] !== sign || read.at >= to) return -1
  readNumber(source, read.at + 1, to)
  const { value: third, digits: thirdDigits } = read
  if (thirdDigits === 0) return -1

  const yearFirst = firstDigits >= 4 || order === 'ymd'
  let year = yearFirst ? first : third
  const yearDigits = yearFirst ? firstDigits : thirdDigits
  const day = yearFirst ? third : order === 'mdy' ? second : first
  const month = yearFirst ? second : order === 'mdy' ? first : second
  if (yearDigits === 2) year += year <= CENTURY_TURN ? 2000 : 1900
  else if (yearDigits < 4 || yearDigits > 6 || year === 0) return -1
  if ((yearFirst ? thirdDigits : firstDigits) > 2 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return -1
  read.year = year
  read.month = month
  read.day = day
  return read.at
}

/** Reads `hh:mm[:ss[.ffffff]]`; -1 if it is none, else where it ends. */
function readTime(source: Uint8Array, from: number, to: number): number {
  readNumber(source, from, to)
  const { value: hour, digits: hourDigits } = read
  if (hourDigits === 0 || hourDigits > 2 || hour > 24 || source[read.at] !== COLON) return -1
  readNumber(source, read.at + 1, to)
  const { value: minute, digits: minuteDigits } = read
  if (minuteDigits !== 2 || minute > 59) return -1
  let second = 0
  let fraction = 0
  let fractionDigits = 0
  let at = read.at
  if (at < to && source[at] === COLON) {
    readNumber(source, at + 1, to)
    const { value, digits } = read
    if (digits !== 2 || value > 59) return -1
    second = value
    at = read.at
    if (at < to && (source[at] === POINT || source[at] === COMMA)) {
      readNumber(source, at + 1, to)
      if (read.digits === 0) return -1
      at = read.at
      fraction = read.value
      fractionDigits = read.digits
    }
  }
  if (hour === 24 && minute + second + fraction > 0) return -1
  read.hour = hour
  read.minute = minute
  read.second = second
  read.fraction = fraction
  read.fractionDigits = fractionDigits
  return at
}

/** Reads `Z`, `+02`, `+02:00`, `-0330`, `+01:23:45`; -1 if it is none, else where it ends. */
function readOffset(source: Uint8Array, from: number, to: number): number {
  const sign = source[from]
  read.zoned = true
  if (sign === 90 || sign === 122) return from + 1
  if (sign !== PLUS && sign !== MINUS) return -1
  readNumber(source, from + 1, to)
  const { digits } = read
  if (digits === 0 || digits > 4) return -1
  let hours = read.value
  let minutes = 0
  let seconds = 0
  let at = read.at
  if (digits > 2) {
    minutes = hours % 100
    hours = Math.floor(hours / 100)
  } else if (at < to && source[at] === COLON) {
    readNumber(source, at + 1, to)
    if (read.digits !== 2) return -1
    minutes = read.value
    at = read.at
    if (at < to && source[at] === COLON) {
      readNumber(source, at + 1, to)
      if (read.digits !== 2) return -1
      seconds = read.value
      at = read.at
    }
  } else if (digits === 1) return -1
  if (hours > MOST_HOURS || minutes > 59 || seconds > 59) return -1
  read.offset = (sign === MINUS ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
  return at
}

/** What reading a whole value came to. */
const [DAY, MOMENT, NEITHER] = [0, 1, 2]

/** Reads a day, and the time and the offset that may stand behind it. */
function readMoment(source: Uint8Array, from: number, to: number, order: DateOrder): number {
  let at = readDay(source, from, to, order)
  read.offset = 0
  read.zoned = false
  if (at < 0) return NEITHER
  if (at === to) return DAY
  if (source[at] !== SPACE && source[at] !== 84 && source[at] !== COMMA) return NEITHER
  at += 1
  while (at < to && source[at] === SPACE) at += 1
  at = readTime(source, at, to)
  if (at < 0) return NEITHER
  if (at < to && source[at] === SPACE) at += 1
  if (at < to) at = readOffset(source, at, to)
  return at === to ? MOMENT : NEITHER
}

/** What Postgres itself writes for days that are none of a calendar, or of one long past. */
const SPECIAL = /^(-?infinity|\d{4,7}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:\d\d)*)?)? BC)$/

function isSpecial(source: Uint8Array, from: number, to: number): boolean {
  const last = source[to - 1]
  // Both end in y or C: everything else is told apart without making a string of it.
  if ((last !== 121 && last !== 67) || to - from > 48) return false
  return SPECIAL.test(Buffer.from(source.buffer, source.byteOffset + from, to - from).toString('latin1'))
}

/** Reads what a column of days takes; a time behind it must be midnight, since the column would lose it. */
function readOnlyDay(source: Uint8Array, from: number, to: number, order: DateOrder): boolean {
  const kind = readMoment(source, from, to, order)
  return kind === DAY || (kind === MOMENT && read.hour + read.minute + read.second + read.fraction === 0 && read.offset === 0)
}

/** A day, as text. */
export function day(order: DateOrder): Converter {
  return (source, from, to, output) => {
    if (readOnlyDay(source, from, to, order)) putDay(output)
    else if (isSpecial(source, from, to)) putPlain(output, source, from, to)
    else return 'not_a_date'
    return null
  }
}

/**
 * A day with a time, midnight if it is left out, as text. `zone`: whether the column keeps the offset from UTC; if not, only
 * UTC's may stand there.
 */
export function dayAndTime(order: DateOrder, { zone }: { zone: boolean }): Converter {
  return (source, from, to, output) => {
    const kind = readMoment(source, from, to, order)
    if (kind === NEITHER) {
      if (!isSpecial(source, from, to)) return 'not_a_date'
      putPlain(output, source, from, to)
      return null
    }
    if (!zone && read.offset !== 0) return 'not_a_date'
    if (read.year > LAST_YEAR) return 'out_of_range'
    putDay(output)
    if (kind === DAY) return null
    output.bytes[output.at++] = SPACE
    putTime(output)
    if (zone && read.zoned) putOffset(output)
    return null
  }
}

function putNumber(output: Output, value: number, width: number): void {
  for (let i = width - 1; i >= 0; i -= 1) {
    output.bytes[output.at + i] = ZERO + (value % 10)
    value = Math.floor(value / 10)
  }
  output.at += width
}

/** `yyyy-mm-dd` */
function putDay(output: Output): void {
  const { year } = read
  putNumber(output, year, year < 10_000 ? 4 : year < 100_000 ? 5 : 6)
  output.bytes[output.at++] = MINUS
  putNumber(output, read.month, 2)
  output.bytes[output.at++] = MINUS
  putNumber(output, read.day, 2)
}

/** `hh:mm:ss[.ffffff]` */
function putTime(output: Output): void {
  putNumber(output, read.hour, 2)
  output.bytes[output.at++] = COLON
  putNumber(output, read.minute, 2)
  output.bytes[output.at++] = COLON
  putNumber(output, read.second, 2)
  if (read.fractionDigits === 0) return
  output.bytes[output.at++] = POINT
  putNumber(output, read.fraction, read.fractionDigits)
}

/** `+hh:mm:ss` */
function putOffset(output: Output): void {
  const offset = Math.abs(read.offset)
  output.bytes[output.at++] = read.offset < 0 ? MINUS : PLUS
  putNumber(output, Math.floor(offset / 3600), 2)
  output.bytes[output.at++] = COLON
  putNumber(output, Math.floor(offset / 60) % 60, 2)
  if (offset % 60 === 0) return
  output.bytes[output.at++] = COLON
  putNumber(output, offset % 60, 2)
}

/** A day in binary: days since 2000-01-01. */
export function dayInBinary(order: DateOrder): Converter {
  return (source, from, to, output) => {
    if (readOnlyDay(source, from, to, order)) putInt32(output, daysSince2000())
    else if (isSpecial(source, from, to)) putInt32(output, infinitySign(source, from, to) < 0 ? -2_147_483_648 : 2_147_483_647)
    else return 'not_a_date'
    return null
  }
}

/** A day with a time in binary: microseconds since 2000-01-01 in UTC, which is what every connection of ours counts in. */
export function dayAndTimeInBinary(order: DateOrder, { zone }: { zone: boolean }): Converter {
  return (source, from, to, output) => {
    const kind = readMoment(source, from, to, order)
    if (kind === NEITHER) {
      if (!isSpecial(source, from, to)) return 'not_a_date'
      putBigInt64(output, infinitySign(source, from, to) < 0 ? -9_223_372_036_854_775_808n : 9_223_372_036_854_775_807n)
      return null
    }
    if (!zone && read.offset !== 0) return 'not_a_date'
    if (read.year > LAST_YEAR) return 'out_of_range'
    const days = daysSince2000()
    const time = kind === DAY ? 0 : ((read.hour * 60 + read.minute) * 60 + read.second - read.offset) * 1e6 + microseconds()
    // Beyond some 270 years from 2000 a double is not exact any more.
    if (Math.abs(days) < 100_000) putInt64(output, days * 86_400e6 + time)
    else putBigInt64(output, BigInt(days) * 86_400_000_000n + BigInt(time))
    return null
  }
}

/** A time of day in binary: microseconds since midnight. What is not written `hh:mm[:ss[.ffffff]]` is Postgres's to read. */
export const timeInBinary: Converter = (source, from, to, output) => {
  if (readTime(source, from, to) !== to || source.subarray(from, to).includes(COMMA)) throw new NotBinary()
  putInt64(output, ((read.hour * 60 + read.minute) * 60 + read.second) * 1e6 + microseconds())
  return null
}

function daysSince2000(): number {
  const { year, month, day } = read
  // Years that begin in March have their odd day at the end.
  const marches = month > 2 ? year : year - 1
  const days = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day
  return 365 * marches + Math.floor(marches / 4) - Math.floor(marches / 100) + Math.floor(marches / 400) + days - 730_426
}

const TENS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

/** More than six digits are rounded as Postgres does it: by a double, to the nearest, to the even one of two. */
function microseconds(): number {
  const { fraction, fractionDigits } = read
  if (fractionDigits <= 6) return fraction * (TENS[6 - fractionDigits] as number)
  const exact = (fraction / (TENS[fractionDigits] as number)) * 1e6
  const below = Math.floor(exact)
  const rest = exact - below
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below
}

/** -1 or 1; years before Christ go by text. */
function infinitySign(source: Uint8Array, from: number, to: number): number {
  if (source[to - 1] === 67) throw new NotBinary()
  return source[from] === MINUS ? -1 : 1
}
