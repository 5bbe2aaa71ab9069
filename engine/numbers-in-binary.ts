import type { Converter } from '#engine/numbers.ts'
import { newOutput, type Output, putBigInt64, putInt16, putInt64, reserve } from '#engine/output.ts'
import { NotBinary } from '#engine/row-format.ts'
import type { DecimalSign } from '#jobs/settings.ts'

/**
 * Numbers in binary. Each converter reads by itself what is written plainly, `-1234,56`; everything else goes through the one
 * that writes text, and what that wrote is encoded. So both read the same, and refuse the same.
 */

const [ZERO, MINUS, PLUS, POINT] = [48, 45, 43, 46]

/** The number read last, if it was plain. */
const plain = { negative: false, whole: 0, fraction: 0, fractionDigits: 0 }

/** As many digits are exact in a double. */
const WHOLE_DIGITS = 15
const FRACTION_DIGITS = 8

/** Whether it is a sign, digits, and possibly the decimal sign with more digits. */
function readPlain(source: Uint8Array, from: number, to: number, decimal: number): boolean {
  let at = from
  const first = source[at] as number
  if (first === MINUS || first === PLUS) at += 1
  const start = at
  let whole = 0
  let digit = 0
  while (at < to) {
    digit = (source[at] as number) - ZERO
    if (digit < 0 || digit > 9) break
    whole = whole * 10 + digit
    at += 1
  }
  if (at === start || at - start > WHOLE_DIGITS) return false
  plain.negative = first === MINUS
  plain.whole = whole
  plain.fraction = 0
  plain.fractionDigits = 0
  if (at === to) return true
  if (source[at] !== decimal) return false
  const mark = at + 1
  let fraction = 0
  for (at = mark; at < to; at += 1) {
    digit = (source[at] as number) - ZERO
    if (digit < 0 || digit > 9) return false
    fraction = fraction * 10 + digit
  }
  plain.fraction = fraction
  plain.fractionDigits = at - mark
  return at - mark <= FRACTION_DIGITS
}

/** What the converters of text write, on its way to being encoded. */
const scratch = newOutput(1024)

function asText(text: Converter, source: Uint8Array, from: number, to: number) {
  scratch.at = 0
  reserve(scratch, 2 * (to - from) + 16)
  return text(source, from, to, scratch)
}

/** A whole number of 2, 4 or 8 bytes. */
export function wholeInBinary(size: 2 | 4 | 8, text: Converter): Converter {
  const most = size === 8 ? Number.MAX_SAFE_INTEGER : 2 ** (8 * size - 1) - 1
  return (source, from, to, output) => {
    let value: number
    if (readPlain(source, from, to, -1)) value = plain.negative ? -plain.whole : plain.whole
    else {
      const reason = asText(text, source, from, to)
      if (reason !== null) return reason
      const digits = scratch.bytes.toString('latin1', 0, scratch.at)
      value = Number(digits)
      if (size === 8 && !Number.isSafeInteger(value)) {
        putBigInt64(output, BigInt(digits))
        return null
      }
    }
    if (value > most || value < -most - 1) return 'out_of_range'
    if (size === 8) putInt64(output, value)
    else {
      if (size === 4) output.view.setInt32(output.at, value)
      else output.view.setInt16(output.at, value)
      output.at += size
    }
    return null
  }
}

const TENS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]

/** A `numeric` with at most `precision` digits, `scale` of them after the sign; null for no limit. */
export function decimalInBinary(precision: number | null, scale: number | null, decimalSign: DecimalSign, text: Converter): Converter {
  const decimal = decimalSign.charCodeAt(0)
  const most = precision === null ? Number.POSITIVE_INFINITY : 10 ** (precision - (scale ?? 0))
  const digits = scale ?? Number.POSITIVE_INFINITY
  return (source, from, to, output) => {
    if (readPlain(source, from, to, decimal) && plain.whole < most && plain.fractionDigits <= digits) {
      putPlainNumeric(output)
      return null
    }
    const reason = asText(text, source, from, to)
    if (reason === null) putNumeric(output, scratch.bytes, scratch.at)
    return reason
  }
}

const [POSITIVE, NEGATIVE, NAN, INFINITE, MINUS_INFINITE] = [0, 0x4000, 0xc000, 0xd000, 0xf000]

function putHead(output: Output, groups: number, weight: number, sign: number, decimals: number): void {
  const { view, at } = output
  view.setInt16(at, groups)
  view.setInt16(at + 2, weight)
  view.setUint16(at + 4, sign)
  view.setInt16(at + 6, decimals)
  output.at = at + 8
}

/** Writes what `readPlain` read: groups of four digits, without the empty ones at either end, and how many stand before the point. */
function putPlainNumeric(output: Output): void {
  const { negative, fractionDigits } = plain
  let { whole } = plain
  const start = output.at
  const { view } = output
  let at = start + 8
  let weight = -1
  if (whole > 0) {
    weight = whole < 1e4 ? 0 : whole < 1e8 ? 1 : whole < 1e12 ? 2 : 3
    for (let i = weight; i >= 0; i -= 1) {
      const rest = Math.floor(whole / 1e4)
      view.setInt16(at + 2 * i, whole - rest * 1e4)
      whole = rest
    }
    at += 2 * (weight + 1)
  }
  if (plain.fraction > 0) {
    const fraction = plain.fraction * (TENS[FRACTION_DIGITS - fractionDigits] as number)
    const high = Math.floor(fraction / 1e4)
    const low = fraction - high * 1e4
    if (high > 0 || weight >= 0) {
      view.setInt16(at, high)
      at += 2
    } else weight = -2
    if (low > 0) {
      view.setInt16(at, low)
      at += 2
    }
  } else while (at > start + 8 && view.getInt16(at - 2) === 0) at -= 2
  const groups = (at - start - 8) / 2
  output.at = start
  putHead(output, groups, groups === 0 ? 0 : weight, negative && groups > 0 ? NEGATIVE : POSITIVE, fractionDigits)
  output.at = at
}

/** What Postgres's own reader of the format takes, with a good margin; what is longer or farther off goes by text. */
const MOST_DIGITS = 8_000
const MOST_DECIMALS = 16_000
const MOST_EXPONENT = 100_000

/** Encodes a number written as Postgres reads it: `-1234.5e-6`, `NaN`, `infinity`. */
function putNumeric(output: Output, text: Buffer, end: number): void {
  let at = 0
  let sign = POSITIVE
  if (text[0] === MINUS || text[0] === PLUS) {
    if (text[0] === MINUS) sign = NEGATIVE
    at = 1
  }
  const first = text[at] as number
  if (first > 57) {
    putHead(output, 0, 0, first === 110 || first === 78 ? NAN : sign === NEGATIVE ? MINUS_INFINITE : INFINITE, 0)
    return
  }
  let digits = ''
  let pointAt = -1
  let exponent = 0
  for (; at < end; at += 1) {
    const byte = text[at] as number
    if (byte === POINT) pointAt = digits.length
    else if (byte === 101 || byte === 69) {
      exponent = Number(text.toString('latin1', at + 1, end))
      break
    } else digits += String.fromCharCode(byte)
  }
  if (pointAt < 0) pointAt = digits.length
  const decimals = Math.max(0, digits.length - pointAt - exponent)
  pointAt += exponent
  const significant = digits.replace(/^0+/, '')
  pointAt -= digits.length - significant.length
  const kept = significant.replace(/0+$/, '')
  if (kept.length > MOST_DIGITS || decimals > MOST_DECIMALS || Math.abs(pointAt) > MOST_EXPONENT) throw new NotBinary()
  if (kept === '') {
    putHead(output, 0, 0, POSITIVE, decimals)
    return
  }
  const weight = Math.floor((pointAt - 1) / 4)
  const head = pointAt - 4 * weight
  const groups = 1 + Math.ceil(Math.max(0, kept.length - head) / 4)
  reserve(output, 8 + 2 * groups)
  putHead(output, groups, weight, sign, decimals)
  for (let i = 0; i < groups; i += 1) {
    const group = i === 0 ? kept.slice(0, head).padEnd(head, '0') : kept.slice(head + 4 * i - 4, head + 4 * i).padEnd(4, '0')
    putInt16(output, Number(group))
  }
}

/** A float of 4 or 8 bytes. */
export function floatInBinary(size: 4 | 8, decimalSign: DecimalSign, text: Converter): Converter {
  const decimal = decimalSign.charCodeAt(0)
  return (source, from, to, output) => {
    let value: number
    // Two exact numbers, divided, are rounded once.
    if (to - from <= WHOLE_DIGITS && readPlain(source, from, to, decimal)) {
      const tens = TENS[plain.fractionDigits] as number
      value = (plain.whole * tens + plain.fraction) / tens
      if (plain.negative) value = -value
    } else {
      const reason = asText(text, source, from, to)
      if (reason !== null) return reason
      const word = scratch.bytes.toString('latin1', 0, scratch.at)
      const special = SPECIALS[word.toLowerCase()]
      value = special ?? Number(word)
      if (special === undefined && isLost(size === 4 ? Math.fround(value) : value, word)) return 'out_of_range'
    }
    if (size === 8) output.view.setFloat64(output.at, value)
    else {
      if (isBetween(value)) throw new NotBinary()
      output.view.setFloat32(output.at, value)
    }
    output.at += size
    return null
  }
}

const SPECIALS: Record<string, number> = {
  nan: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  '+infinity': Number.POSITIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
}

/** Postgres refuses a number that becomes infinite, or zero without being written as zero. */
const isLost = (value: number, word: string) => !Number.isFinite(value) || (value === 0 && /^[^e]*[1-9]/i.test(word))

const floats = new Float32Array(1)
const bits = new Int32Array(floats.buffer)

/**
 * Whether a double lies exactly halfway between two floats: only then may rounding twice, to a double and then to a float, end
 * elsewhere than rounding the written number once.
 */
function isBetween(value: number): boolean {
  const nearest = Math.fround(value)
  if (nearest === value || Number.isNaN(value)) return false
  if (!Number.isFinite(nearest)) return true
  floats[0] = nearest
  // Away from zero the bits count up. Zero has a neighbour on either side.
  const away = Math.abs(value) > Math.abs(nearest)
  if (nearest === 0) return Math.abs(value) === 2 ** -150
  bits[0] = (bits[0] as number) + (away ? 1 : -1)
  return value - nearest === (floats[0] as number) - value
}
