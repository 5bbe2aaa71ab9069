import { withoutMoney } from '#engine/money.ts'
import type { DecimalSign } from '#jobs/settings.ts'

/** Digits, in groups of three if need be, and a fraction: with the decimal sign and what separates thousands beside it. */
const grammar = (decimal: string, thousands: string) =>
  new RegExp(
    `^[-+]?(?=[${decimal}]?\\d)(?:\\d+|[1-9]\\d{0,2}([${thousands} \\u00a0\\u202f\\u2009'’])\\d{3}(?:\\1\\d{3})*)?(?:[${decimal}](\\d+))?$`,
    'u',
  )

const COMMA = grammar(',', '.')
const POINT = grammar('.', ',')

/** Numbers that are names: postcodes, codes and telephone numbers lose their zeros or their plus when they become numbers. */
const IDENTIFIER = /^(?:0\d|\+\d{8})/
/** Digits that a bigint surely holds. */
const LONGEST_WHOLE = 18

export type NumberReading = {
  looks: 'whole_number' | 'decimal' | 'percent' | 'currency'
  decimalSign: DecimalSign | undefined
  /** `1.234` throughout: one thousand or one and a bit. */
  ambiguous: boolean
}

/**
 * Reads trimmed values as numbers, if all but `misfits` of them are.
 * @returns no decimal sign where nothing tells
 */
export function readNumbers(values: string[], misfits: number): NumberReading | undefined {
  const signs = { percent: 0, currency: 0 }
  const bare = values.map((value) => {
    if (/^[-+]?\d.*\d$/.test(value)) return value
    const bytes = Buffer.from(value)
    const number = withoutMoney(bytes, 0, bytes.length)
    if (number.sign) signs[number.sign] += 1
    return number.sign || number.source !== bytes ? Buffer.from(number.source.subarray(number.from, number.to)).toString() : value
  })
  const reading = readBareNumbers(bare, misfits)
  if (!reading) return undefined
  const sign = signs.percent > signs.currency ? 'percent' : 'currency'
  return signs[sign] * 2 >= values.length ? { ...reading, looks: sign } : reading
}

function readBareNumbers(values: string[], misfits: number): NumberReading | undefined {
  let [comma, point, either, fractions, left] = [0, 0, 0, { comma: 0, point: 0 }, misfits]
  for (const value of values) {
    const asComma = COMMA.exec(value)
    const asPoint = POINT.exec(value)
    if (!asComma && !asPoint) {
      left -= 1
      if (left < 0) return undefined
      continue
    }
    const whole = asComma?.[2] === undefined && asPoint?.[2] === undefined
    if (IDENTIFIER.test(value) || (whole && value.replace(/\D/g, '').length > LONGEST_WHOLE)) return undefined
    if (asComma?.[2] !== undefined) fractions.comma += 1
    if (asPoint?.[2] !== undefined) fractions.point += 1
    if (!asPoint) comma += 1
    else if (!asComma) point += 1
    else if (asComma[2] !== asPoint[2]) either += 1
  }
  if (comma === 0 && point === 0)
    return either > 0
      ? { looks: 'decimal', decimalSign: undefined, ambiguous: true }
      : { looks: 'whole_number', decimalSign: undefined, ambiguous: false }
  if (Math.min(comma, point) > left) return undefined
  const decimalSign = comma === point ? undefined : comma > point ? ',' : '.'
  const found = decimalSign === ',' ? fractions.comma : decimalSign === '.' ? fractions.point : 1
  return { looks: found > 0 ? 'decimal' : 'whole_number', decimalSign, ambiguous: decimalSign === undefined }
}
