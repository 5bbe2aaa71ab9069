/** Exact decimal numbers: `digits / 10 ** scale`. What Postgres's `numeric` makes of the same numbers, they make too. */
export class Decimal {
  readonly digits: bigint
  readonly scale: number

  constructor(digits: bigint, scale = 0) {
    this.digits = digits
    this.scale = scale
  }
}

/** More digits than this no number has: every calculation ends soon, whatever is multiplied with what. */
export const DIGITS_LIMIT = 1000
const LIMIT = 10n ** BigInt(DIGITS_LIMIT)

const tenTo = (power: number): bigint => 10n ** BigInt(power)
const absolute = (value: bigint): bigint => (value < 0n ? -value : value)
const scaled = ({ digits, scale }: Decimal, to: number): bigint => digits * tenTo(to - scale)

/** @returns undefined where it has too many digits */
const within = (digits: bigint, scale: number): Decimal | undefined =>
  absolute(digits) < LIMIT && scale <= DIGITS_LIMIT ? new Decimal(digits, scale) : undefined

export function add(a: Decimal, b: Decimal): Decimal | undefined {
  const scale = Math.max(a.scale, b.scale)
  return within(scaled(a, scale) + scaled(b, scale), scale)
}

export const negate = ({ digits, scale }: Decimal): Decimal => new Decimal(-digits, scale)
export const absoluteOf = ({ digits, scale }: Decimal): Decimal => new Decimal(absolute(digits), scale)
export const subtract = (a: Decimal, b: Decimal): Decimal | undefined => add(a, negate(b))
export const multiply = (a: Decimal, b: Decimal): Decimal | undefined => within(a.digits * b.digits, a.scale + b.scale)

/** @returns undefined for a division by zero */
export function divide(a: Decimal, b: Decimal): Decimal | undefined {
  if (b.digits === 0n) return undefined
  const least = Math.max(a.scale, b.scale)
  const scale = divisionScale(a, b, least)
  // (a / 10^as) / (b / 10^bs), with the digit behind the last one to be kept.
  const shift = scale - a.scale + b.scale
  const [over, under] = shift >= 0 ? [a.digits * tenTo(shift), b.digits] : [a.digits, b.digits * tenTo(-shift)]
  let digits = halfAwayFromZero(over, under)
  let kept = scale
  // 6 / 2 is 3, not 3.0000000000000000.
  while (kept > least && digits % 10n === 0n) {
    digits /= 10n
    kept -= 1
  }
  return within(digits, kept)
}

/** Postgres's rule: at least sixteen significant digits, counted in groups of four, and no fewer decimals than either number has. */
function divisionScale(a: Decimal, b: Decimal, least: number): number {
  const [first, weight] = leading(a)
  const [otherFirst, otherWeight] = leading(b)
  const quotientWeight = weight - otherWeight - (first <= otherFirst ? 1 : 0)
  return Math.min(Math.max(16 - quotientWeight * 4, least, 0), DIGITS_LIMIT)
}

/** The first group of four digits that is not zero, and its place: 0 for the one just before the point. */
function leading({ digits, scale }: Decimal): [group: number, weight: number] {
  if (digits === 0n) return [0, 0]
  const padding = (4 - (scale % 4)) % 4
  const text = absolute(digits * tenTo(padding)).toString()
  const groups = Math.ceil(text.length / 4)
  return [Number(text.slice(0, text.length - (groups - 1) * 4)), groups - 1 - (scale + padding) / 4]
}

/** To that many decimals, or to tens where it is less than zero; a half goes away from zero. */
export function round(value: Decimal, decimals: number): Decimal | undefined {
  const { digits, scale } = value
  if (decimals >= scale) return within(digits * tenTo(decimals - scale), decimals)
  const rounded = halfAwayFromZero(digits, tenTo(scale - decimals))
  return decimals >= 0 ? within(rounded, decimals) : within(rounded * tenTo(-decimals), 0)
}

function halfAwayFromZero(over: bigint, under: bigint): bigint {
  const quotient = over / under
  if (absolute(over % under) * 2n < absolute(under)) return quotient
  return quotient + (over < 0n === under < 0n ? 1n : -1n)
}

/** Less than, equal to or greater than zero, as a is to b. */
export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale)
  const difference = scaled(a, scale) - scaled(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** As Postgres writes it: a point before the decimals, and nothing else. */
export function write({ digits, scale }: Decimal): string {
  const text = absolute(digits)
    .toString()
    .padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  return `${digits < 0n ? '-' : ''}${whole}${scale > 0 ? `.${text.slice(-scale)}` : ''}`
}

/** The whole number, if it is one that counting can use. */
export function wholeOf({ digits, scale }: Decimal): number | undefined {
  const unit = tenTo(scale)
  const whole = Number(digits / unit)
  return digits % unit === 0n && Number.isSafeInteger(whole) ? whole : undefined
}
