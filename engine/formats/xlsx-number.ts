import { withoutExponent } from '#engine/formats/cut-json.ts'

/** A number of Excel's has at most this many digits; what stands behind them is left over from its binary form. */
const DIGITS = 15
/** A number that needs so few of them was never meant to have more. */
const SHORT = 12

const PLAIN = /^-?\d+(\.\d+)?$/

/**
 * A cell's number, digit by digit as it is written, without exponent. `0.30000000000000004` and `1.1000000000000001` are 0.3 and
 * 1.1; a number that uses all digits keeps them. Undefined for what is no number.
 */
export function numberText(written: string): string | undefined {
  const text = written.trim()
  const value = Number(text)
  if (text === '' || !Number.isFinite(value) || !/^[-+]?[\d.]+(?:[eE][-+]?\d+)?$/.test(text)) return undefined
  const digits = text
    .replace(/[eE].*/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '').length
  // Whole numbers with more digits are identifiers that some program wrote as it had them.
  if (PLAIN.test(text) && (digits <= DIGITS || !text.includes('.'))) return text
  const rounded = String(Number(value.toPrecision(DIGITS)))
  const kept = rounded
    .replace(/e.*/, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '').length
  const shortest = kept <= SHORT ? rounded : String(value)
  return shortest.includes('e') ? withoutExponent(shortest) : shortest
}
