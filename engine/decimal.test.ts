import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absoluteOf, add, compare, type Decimal, divide, multiply, round, subtract, wholeOf, write } from '#engine/decimal.ts'
import { readDecimal } from '#engine/read-text.ts'
import { test as onDatabase } from '#test/database.ts'

const decimal = (text: string): Decimal => readDecimal(text, '.') ?? expect.fail(text)

const OPERATE = { '+': add, '-': subtract, '*': multiply, '/': divide }

describe('exact where floating point is not', () => {
  test.each([
    ['+', '0.1', '0.2', '0.3'],
    ['-', '1', '0.9', '0.1'],
    ['*', '1.10', '1.10', '1.2100'],
    ['/', '6', '2', '3'],
    ['/', '1', '3', '0.33333333333333333333'],
    ['/', '2', '3', '0.66666666666666666667'],
    ['/', '-2', '3', '-0.66666666666666666667'],
    ['/', '1.00', '4', '0.25'],
  ] as const)('%s %s %s', (sign, a, b, expected) => expect(write(OPERATE[sign](decimal(a), decimal(b)) as Decimal)).toBe(expected))

  test.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['2.345', 2, '2.35'],
    ['2.3', 2, '2.30'],
    ['1250', -2, '1300'],
    ['49', -2, '0'],
  ])('%s rounded to %d', (value, to, expected) => expect(write(round(decimal(value), to) as Decimal)).toBe(expected))

  test('what has no result, or more digits than a number may have', () => {
    expect(divide(decimal('1'), decimal('0.00'))).toBeUndefined()
    const large = decimal(`1${'0'.repeat(999)}`)
    expect(add(large, large)).toBeDefined()
    expect(multiply(large, decimal('10'))).toBeUndefined()
    expect(round(decimal('1'), 1001)).toBeUndefined()
    expect(wholeOf(decimal('3.00'))).toBe(3)
    expect(wholeOf(decimal('3.01'))).toBeUndefined()
    expect(wholeOf(large)).toBeUndefined()
  })
})

const number = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.bigInt({ min: 0n, max: 10n ** 30n }),
    fc.integer({ min: 0, max: 35 }),
    fc.integer({ min: 0, max: 30 }),
  )
  .map(([sign, digits, scale, shorter]) => {
    const text = String(digits / 10n ** BigInt(shorter)).padStart(scale + 1, '0')
    return `${sign}${text.slice(0, text.length - scale)}${scale > 0 ? `.${text.slice(-scale)}` : ''}`
  })

onDatabase('every result is the one that Postgres has', async ({ sql }) => {
  const cases = fc.sample(fc.tuple(number, number, fc.integer({ min: -12, max: 40 })), 2000)
  const list = (place: 0 | 1 | 2) => `{${cases.map((given) => given[place]).join(',')}}`
  const rows = await sql<Record<'sum' | 'difference' | 'product' | 'quotient' | 'rounded' | 'absolute' | 'order', string | null>[]>`
    select a + b as sum, a - b as difference, a * b as product, trim_scale(a / nullif(b, 0))::text as quotient,
      round(a, n) as rounded, abs(a) as absolute, (case when a < b then -1 when a > b then 1 else 0 end)::text as order
    from unnest(${list(0)}::numeric[], ${list(1)}::numeric[], ${list(2)}::int[]) with ordinality t (a, b, n, o) order by o`
  for (const [index, [a, b, to]] of cases.entries()) {
    const [x, y] = [decimal(a), decimal(b)]
    const quotient = divide(x, y)
    expect(
      {
        sum: write(add(x, y) as Decimal),
        difference: write(subtract(x, y) as Decimal),
        product: write(multiply(x, y) as Decimal),
        quotient: quotient
          ? write(quotient)
              .replace(/(\.\d*?)0+$/, '$1')
              .replace(/\.$/, '')
          : null,
        rounded: write(round(x, to) as Decimal),
        absolute: write(absoluteOf(x)),
        order: String(compare(x, y)),
      },
      `${a} and ${b}, ${to}`,
    ).toEqual(rows[index])
  }
})
