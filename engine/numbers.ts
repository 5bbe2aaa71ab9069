import { hasMoney, withoutMoney } from '#engine/money.ts'
import { type Output, putPlain } from '#engine/output.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { DecimalSign } from '#jobs/settings.ts'

/** Converters take the bytes of one trimmed, non-empty value, write it as Postgres reads it, or say why not. */
export type Converter = (source: Uint8Array, from: number, to: number, output: Output) => RejectReason | null

/** How values of one type are written in each format of rows; `binary` is left out where nothing here does it as Postgres would. */
export type Converters = { text: Converter; binary: Converter | undefined }

const [ZERO, NINE, MINUS, PLUS, POINT, COMMA, SPACE, APOSTROPHE] = [48, 57, 45, 43, 46, 44, 32, 39]

const isDigit = (byte: number) => byte >= ZERO && byte <= NINE

/** Length in bytes of a thousands separator at `at`, 0 if there is none. `1 234`, `1.234`, `1’234`, with any kind of space. */
function separatorAt(source: Uint8Array, at: number, decimal: number): number {
  const byte = source[at] as number
  if (byte === SPACE || byte === APOSTROPHE) return 1
  if (byte === POINT || byte === COMMA) return byte === decimal ? 0 : 1
  if (byte === 0xc2 && source[at + 1] === 0xa0) return 2 // no-break space
  if (byte === 0xe2 && source[at + 1] === 0x80 && (source[at + 2] === 0xaf || source[at + 2] === 0x89 || source[at + 2] === 0x99)) return 3 // narrow no-break space, thin space, ’
  return 0
}

/**
 * Reads sign, digits and thousands separators, which must stand before groups of three.
 * @returns where the whole part ends, or -1 if it is none; the digits are in the output
 */
function putWhole(source: Uint8Array, from: number, to: number, decimal: number, output: Output): number {
  const bytes = output.bytes
  let at = from
  const first = source[at] as number
  if (first === MINUS) bytes[output.at++] = MINUS
  if (first === MINUS || first === PLUS) at += 1
  const start = output.at
  let sinceSeparator = -1
  while (at < to) {
    const byte = source[at] as number
    if (isDigit(byte)) {
      bytes[output.at++] = byte
      if (sinceSeparator >= 0) sinceSeparator += 1
      at += 1
      continue
    }
    const width = separatorAt(source, at, decimal)
    if (width === 0) break
    const digits = output.at - start
    if (sinceSeparator >= 0 ? sinceSeparator !== 3 : digits === 0 || digits > 3) return -1
    sinceSeparator = 0
    at += width
  }
  if (output.at === start && source[at] !== decimal) return -1
  if (sinceSeparator >= 0 && sinceSeparator !== 3) return -1
  return at
}

/** A whole number between `least` and `most`; `12,00` is one too. */
export function wholeNumber(least: bigint, most: bigint, decimalSign: DecimalSign): Converter {
  const decimal = decimalSign.charCodeAt(0)
  const safeDigits = String(most).length - 1
  return (source, from, to, output) => {
    if (hasMoney(source, from, to)) ({ source, from, to } = withoutMoney(source, from, to))
    const start = output.at
    let at = putWhole(source, from, to, decimal, output)
    if (at < 0 || output.at === start || (output.at === start + 1 && output.bytes[start] === MINUS)) return 'not_a_whole_number'
    if (at < to) {
      if (source[at] !== decimal) return 'not_a_whole_number'
      for (at += 1; at < to; at += 1) if (source[at] !== ZERO) return 'not_a_whole_number'
    }
    if (output.at - start <= safeDigits) return null
    const value = BigInt(output.bytes.toString('latin1', start, output.at))
    return value < least || value > most ? 'out_of_range' : null
  }
}

const SPECIAL = new Set(['nan', 'infinity', '-infinity', '+infinity'])

/**
 * A decimal number with at most `precision` digits, `scale` of them after the sign; null for no limit. Nothing is rounded:
 * digits that do not fit are a reason to refuse, unless they are zeros.
 */
export function decimalNumber(
  precision: number | null,
  scale: number | null,
  decimalSign: DecimalSign,
  { exponent }: { exponent: boolean },
): Converter {
  const decimal = decimalSign.charCodeAt(0)
  return (source, from, to, output) => {
    if (hasMoney(source, from, to)) ({ source, from, to } = withoutMoney(source, from, to))
    const start = output.at
    let at = putWhole(source, from, to, decimal, output)
    if (at < 0) return putSpecial(source, from, to, output, start)
    const signed = output.at > start && output.bytes[start] === MINUS ? 1 : 0
    let whole = output.at - start - signed
    for (let i = start + signed; i < output.at && output.bytes[i] === ZERO; i += 1) whole -= 1
    if (at < to && source[at] === decimal) {
      at += 1
      const fraction = at
      while (at < to && isDigit(source[at] as number)) at += 1
      if (at === fraction && output.at === start + signed) return 'not_a_number'
      let end = at
      while (end > fraction && source[end - 1] === ZERO && (scale === null ? false : end - fraction > scale)) end -= 1
      if (scale !== null && end - fraction > scale) return 'too_many_decimals'
      if (end > fraction) {
        if (output.at === start + signed) output.bytes[output.at++] = ZERO
        output.bytes[output.at++] = POINT
        putPlain(output, source, fraction, end)
      }
    }
    if (at < to && exponent && (source[at] === 101 || source[at] === 69)) {
      const mark = at
      at += 1
      if (source[at] === MINUS || source[at] === PLUS) at += 1
      const digits = at
      while (at < to && isDigit(source[at] as number)) at += 1
      if (at === digits) return 'not_a_number'
      putPlain(output, source, mark, at)
    }
    if (at < to) return 'not_a_number'
    return precision !== null && whole > precision - (scale ?? 0) ? 'out_of_range' : null
  }
}

function putSpecial(source: Uint8Array, from: number, to: number, output: Output, start: number): RejectReason | null {
  output.at = start
  if (
    to - from > 9 ||
    !SPECIAL.has(
      Buffer.from(source.buffer, source.byteOffset + from, to - from)
        .toString('latin1')
        .toLowerCase(),
    )
  )
    return 'not_a_number'
  putPlain(output, source, from, to)
  return null
}
