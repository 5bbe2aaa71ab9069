import type { Converter } from '#engine/numbers.ts'
import { type Output, putPlain } from '#engine/output.ts'
import type { DateOrder } from '#jobs/settings.ts'

const [ZERO, SPACE, COLON, MINUS, PLUS, POINT, COMMA, SLASH] = [48, 32, 58, 45, 43, 46, 44, 47]
/** Two-digit years up to this one are of this century, as in most spreadsheets. */
const CENTURY_TURN = 49

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysIn = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0))

/** Where reading stands, and the number just read with its count of digits. */
const cursor = { at: 0, value: 0, digits: 0 }

function readNumber(source: Uint8Array, from: number, to: number): void {
  let at = from
  let value = 0
  while (at < to) {
    const digit = (source[at] as number) - ZERO
    if (digit < 0 || digit > 9 || at - from > 8) break
    value = value * 10 + digit
    at += 1
  }
  cursor.at = at
  cursor.value = value
  cursor.digits = at - from
}

function putNumber(output: Output, value: number, width: number): void {
  for (let i = width - 1; i >= 0; i -= 1) {
    output.bytes[output.at + i] = ZERO + (value % 10)
    value = Math.floor(value / 10)
  }
  output.at += width
}

/** Reads a day and writes it as `yyyy-mm-dd`; -1 if it is none, else where it ends. Year first is understood in any order. */
function putDay(source: Uint8Array, from: number, to: number, order: DateOrder, output: Output): number {
  readNumber(source, from, to)
  const [first, firstDigits] = [cursor.value, cursor.digits]
  const sign = source[cursor.at] as number
  if (firstDigits === 0 || (sign !== SLASH && sign !== MINUS && sign !== POINT && sign !== SPACE) || cursor.at >= to) return -1
  readNumber(source, cursor.at + 1, to)
  const [second, secondDigits] = [cursor.value, cursor.digits]
  if (secondDigits === 0 || secondDigits > 2 || source[cursor.at] !== sign || cursor.at >= to) return -1
  readNumber(source, cursor.at + 1, to)
  const [third, thirdDigits] = [cursor.value, cursor.digits]
  if (thirdDigits === 0) return -1

  const yearFirst = firstDigits >= 4 || order === 'ymd'
  let year = yearFirst ? first : third
  const yearDigits = yearFirst ? firstDigits : thirdDigits
  const day = yearFirst ? third : order === 'mdy' ? second : first
  const month = yearFirst ? second : order === 'mdy' ? first : second
  if (yearDigits === 2) year += year <= CENTURY_TURN ? 2000 : 1900
  else if (yearDigits < 4 || yearDigits > 6) return -1
  if ((yearFirst ? thirdDigits : firstDigits) > 2 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return -1
  putNumber(output, year, Math.max(4, yearDigits))
  output.bytes[output.at++] = MINUS
  putNumber(output, month, 2)
  output.bytes[output.at++] = MINUS
  putNumber(output, day, 2)
  return cursor.at
}

/** Reads `hh:mm[:ss[.ffffff]]` and writes it; -1 if it is none, else where it ends. */
function putTime(source: Uint8Array, from: number, to: number, output: Output): number {
  readNumber(source, from, to)
  if (cursor.digits === 0 || cursor.digits > 2 || cursor.value > 24 || source[cursor.at] !== COLON) return -1
  const hour = cursor.value
  readNumber(source, cursor.at + 1, to)
  if (cursor.digits !== 2 || cursor.value > 59) return -1
  const minute = cursor.value
  let second = 0
  let at = cursor.at
  let [fraction, fractionEnd] = [at, at]
  if (at < to && source[at] === COLON) {
    readNumber(source, at + 1, to)
    if (cursor.digits !== 2 || cursor.value > 59) return -1
    second = cursor.value
    at = cursor.at
    if (at < to && (source[at] === POINT || source[at] === COMMA)) {
      fraction = at + 1
      readNumber(source, fraction, to)
      if (cursor.at === fraction) return -1
      at = cursor.at
      fractionEnd = at
    }
  }
  if (hour === 24 && minute + second > 0) return -1
  putNumber(output, hour, 2)
  output.bytes[output.at++] = COLON
  putNumber(output, minute, 2)
  output.bytes[output.at++] = COLON
  putNumber(output, second, 2)
  if (fractionEnd > fraction) {
    output.bytes[output.at++] = POINT
    putPlain(output, source, fraction, fractionEnd)
  }
  return at
}

/** Reads `Z`, `+02`, `+02:00`, `-0330` and writes it; -1 if it is none, else where it ends. */
function putOffset(source: Uint8Array, from: number, to: number, output: Output): number {
  if (source[from] === 90 || source[from] === 122) {
    output.bytes[output.at++] = PLUS
    putNumber(output, 0, 2)
    return from + 1
  }
  if (source[from] !== PLUS && source[from] !== MINUS) return -1
  let at = from + 1
  while (at < to && (source[at] === COLON || ((source[at] as number) >= ZERO && (source[at] as number) <= 57))) at += 1
  if (at - from < 3 || at - from > 9) return -1
  putPlain(output, source, from, at)
  return at
}

/** What Postgres itself writes for days that are none of a calendar, or of one long past. */
const SPECIAL = /^(-?infinity|\d{4,7}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:\d\d)*)?)? BC)$/

function putSpecial(source: Uint8Array, from: number, to: number, output: Output, start: number): 'not_a_date' | null {
  output.at = start
  const last = source[to - 1]
  // Both end in y or C: everything else is told apart without making a string of it.
  if ((last !== 121 && last !== 67) || to - from > 48) return 'not_a_date'
  if (!SPECIAL.test(Buffer.from(source.buffer, source.byteOffset + from, to - from).toString('latin1'))) return 'not_a_date'
  putPlain(output, source, from, to)
  return null
}

/** A day; a time behind it must be midnight, since the column would lose it. */
export function day(order: DateOrder): Converter {
  return (source, from, to, output) => {
    const start = output.at
    const end = putDay(source, from, to, order, output)
    if (end < 0) return putSpecial(source, from, to, output, start)
    if (end === to) return null
    const dayEnd = output.at
    const timeEnd = source[end] === SPACE || source[end] === 84 ? putTime(source, end + 1, to, output) : -1
    if (timeEnd !== to) return putSpecial(source, from, to, output, start)
    for (let i = dayEnd; i < output.at; i += 1) {
      const byte = output.bytes[i]
      if (byte !== ZERO && byte !== COLON && byte !== POINT) return 'not_a_date'
    }
    output.at = dayEnd
    return null
  }
}

/** A day with a time, midnight if it is left out. `zone`: whether the column keeps the offset from UTC; if not, only UTC's may stand there. */
export function dayAndTime(order: DateOrder, { zone }: { zone: boolean }): Converter {
  return (source, from, to, output) => {
    const start = output.at
    let at = putDay(source, from, to, order, output)
    if (at < 0) return putSpecial(source, from, to, output, start)
    if (at === to) return null
    if (source[at] !== SPACE && source[at] !== 84 && source[at] !== COMMA) return 'not_a_date'
    output.bytes[output.at++] = SPACE
    at += 1
    while (at < to && source[at] === SPACE) at += 1
    at = putTime(source, at, to, output)
    if (at < 0) return 'not_a_date'
    if (at < to && source[at] === SPACE && source[at + 1] !== 66) at += 1
    if (at < to) {
      const offset = output.at
      at = putOffset(source, at, to, output)
      if (at !== to) return putSpecial(source, from, to, output, start)
      if (!zone) {
        for (let i = offset + 1; i < output.at; i += 1) if (output.bytes[i] !== ZERO && output.bytes[i] !== COLON) return 'not_a_date'
        output.at = offset
      }
    }
    return null
  }
}
