import { describe, expect, test } from 'vitest'
import { readColumn } from '#engine/detect-column.ts'
import { type Converter, decimalNumber, wholeNumber } from '#engine/numbers.ts'
import { newOutput } from '#engine/output.ts'

function convert(converter: Converter, value: string): string {
  const output = newOutput(100)
  const source = Buffer.from(`;${value};`)
  return converter(source, 1, source.length - 1, output) ?? output.bytes.toString('latin1', 0, output.at)
}

describe('numbers with a sign beside them', () => {
  const comma = decimalNumber(null, null, ',', { exponent: true })
  const point = decimalNumber(null, null, '.', { exponent: true })

  test.each([
    ['12,5 %', '12.5'],
    ['12,5%', '12.5'],
    ['-3\u00a0%', '-3'],
    ['+3 %', '3'],
    ['1.234,50 €', '1234.50'],
    ['1\u202f234,50\u00a0€', '1234.50'],
    ['€ 1.234,50', '1234.50'],
    ['€1,5', '1.5'],
    ['-€5', '-5'],
    ['€-5', '-5'],
    ['- 5 €', '-5'],
    ['5,00- €', '-5.00'],
    ['R$ 1.234,50', '1234.50'],
    ['-R$ 1.234,50', '-1234.50'],
    ['1.234,50 EUR', '1234.50'],
    ['CHF 12,–', '12'],
    ['12,-', '12'],
    ['12,— €', '12'],
    ['12,--', '12'],
    ['12,50-', '-12.50'],
    [',5 €', '0.5'],
    ['1e3', '1e3'],
    ['NaN', 'NaN'],
    ['-Infinity', '-Infinity'],
  ])('%s, decimal comma', (value, expected) => expect(convert(comma, value)).toBe(expected))

  test.each([
    ['$12.50', '12.50'],
    ['US$ 1,234.50', '1234.50'],
    ['£-1.5', '-1.5'],
    ["CHF 1'234.50", '1234.50'],
    ['CHF 12.–', '12'],
    ['99.9 %', '99.9'],
  ])('%s, decimal point', (value, expected) => expect(convert(point, value)).toBe(expected))

  test.each([
    '€',
    '%',
    '-',
    '- €',
    '5 € €',
    '5 % €',
    '$5%',
    '--5',
    '-5-',
    '-5 €-',
    '+-5',
    '5 x',
    'x 5 €',
    '(5)',
    '5 €/kg',
    '€ 5 000,5,5',
    '- -5',
    'EURO 5',
    '5‰',
    '',
  ])('%s is none', (value) => expect(convert(comma, value)).toBe('not_a_number'))

  test('whole numbers and limits', () => {
    const whole = wholeNumber(-32_768n, 32_767n, ',')
    expect(['12 €', '-12 %', '12,00 €', '12,5 %', '40.000 €', '€', '12-'].map((value) => convert(whole, value))).toEqual([
      ...['12', '-12', '12', 'not_a_whole_number', 'out_of_range', 'not_a_whole_number', '-12'],
    ])
    expect(convert(decimalNumber(4, 2, ',', { exponent: false }), '123,45 €')).toBe('out_of_range')
    expect(convert(decimalNumber(4, 2, ',', { exponent: false }), '1,234 %')).toBe('too_many_decimals')
  })
})

test.each<[string[], string, string | undefined]>([
  [['12,5 %', '3 %', '100%'], 'percent', ','],
  [['1.234,50 €', '3,00 €', '-5 €'], 'currency', ','],
  [['$1,234.50', '$3'], 'currency', '.'],
  [['R$ 1.234,50', 'R$ 2,00'], 'currency', ','],
  [['CHF 12.–', 'CHF 3.50'], 'currency', '.'],
  [['12,5', '3 €', '4,5'], 'decimal', ','],
  [['12,50-', '3,00'], 'decimal', ','],
  [['5 €', 'frei'], 'text', undefined],
  [['%', '€'], 'text', undefined],
])('a column of %s looks like %s', (values, looks, decimalSign) => {
  expect(readColumn(values)).toMatchObject({ looks, ...(decimalSign && { decimalSign }) })
})
