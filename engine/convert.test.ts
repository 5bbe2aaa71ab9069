import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf } from '#engine/columns.ts'
import { convertChunk, newConverted } from '#engine/convert.ts'
import { delimited } from '#engine/formats/delimited.ts'
import { TEXT } from '#engine/row-format.ts'
import type { DateOrder, DecimalSign } from '#jobs/settings.ts'
import { fileFormat } from '#jobs/settings.ts'

const CUTTER = delimited.cutter(fileFormat.parse({ separator: ';' }), [])

type Habits = { decimalSign?: DecimalSign; dateOrder?: DateOrder; nullable?: boolean }

/** One value, unquoted, on its way to a column of that type: what COPY is sent, or why it is not. */
function convert(type: string, value: string, { decimalSign = ',', dateOrder = 'dmy', nullable = true }: Habits = {}): string {
  const [column] = columnsOf(
    [{ name: 'c', target: 'c', decimalSign, dateOrder }],
    [{ name: 'c', type, required: false, writable: true, nullable, key: null }],
  )
  const converted = newConverted()
  convertChunk(
    Buffer.from(`${value};x\n`),
    1,
    { record: 1, line: 2, byte: 0 },
    { columns: column ? [column] : [], width: 2, cutter: CUTTER, format: TEXT, doubles: null },
    converted,
  )
  return converted.refused.get(0)?.code ?? converted.output.bytes.toString('utf8', 0, converted.output.at).replace(/\n$/, '')
}

describe('whole numbers', () => {
  test.each([
    ['integer', '42', '42'],
    ['integer', ' -7 ', '-7'],
    ['integer', '+7', '7'],
    ['integer', '1.234.567', '1234567'],
    ['integer', '1 234', '1234'],
    ['integer', '1\u00a0234', '1234'],
    ['integer', '1\u202f234', '1234'],
    ['integer', '1’234', '1234'],
    ['integer', '12,00', '12'],
    ['integer', '12,50', 'not_a_whole_number'],
    ['integer', '1.23', 'not_a_whole_number'],
    ['integer', '12.3456', 'not_a_whole_number'],
    ['integer', '.', 'not_a_whole_number'],
    ['integer', '-', 'not_a_whole_number'],
    ['integer', ',00', 'not_a_whole_number'],
    ['integer', '12a', 'not_a_whole_number'],
    ['integer', '2147483647', '2147483647'],
    ['integer', '2147483648', 'out_of_range'],
    ['smallint', '-32769', 'out_of_range'],
    ['bigint', '9223372036854775807', '9223372036854775807'],
    ['bigint', '9223372036854775808', 'out_of_range'],
  ])('%s %s → %s', (type, value, expected) => expect(convert(type, value)).toBe(expected))
})

describe('decimals', () => {
  test.each([
    ['numeric(8,2)', '1.234,56', '1234.56', ','],
    ['numeric(8,2)', '1,234.56', '1234.56', '.'],
    ['numeric(8,2)', '1.234', '1234', ','],
    ['numeric(8,2)', '1.234', 'too_many_decimals', '.'],
    ['numeric(8,2)', '1,2300', '1.23', ','],
    ['numeric(8,2)', ',5', '0.5', ','],
    ['numeric(8,2)', '-,5', '-0.5', ','],
    ['numeric(8,2)', '5,', '5', ','],
    ['numeric(8,2)', '999999,99', '999999.99', ','],
    ['numeric(8,2)', '0001234567,00', 'out_of_range', ','],
    ['numeric(8,2)', '1000000', 'out_of_range', ','],
    ['numeric(8,2)', '1e3', 'not_a_number', ','],
    ['numeric', '1e3', '1e3', ','],
    ['double precision', '1,5E-3', '1.5E-3', ','],
    ['numeric', 'NaN', 'NaN', '.'],
    ['numeric', 'abc', 'not_a_number', '.'],
    ['numeric', ',', 'not_a_number', ','],
    ['numeric', '1,2,3', 'not_a_number', ','],
    ['numeric', '1,234,5', 'not_a_number', '.'],
  ] as const)('%s %s → %s', (type, value, expected, decimalSign) => expect(convert(type, value, { decimalSign })).toBe(expected))
})

describe('days and times', () => {
  test.each([
    ['date', '31/12/1999', '1999-12-31', 'dmy'],
    ['date', '12/31/1999', '1999-12-31', 'mdy'],
    ['date', '12/31/1999', 'not_a_date', 'dmy'],
    ['date', '1.2.99', '1999-02-01', 'dmy'],
    ['date', '1.2.26', '2026-02-01', 'dmy'],
    ['date', '2026-02-01', '2026-02-01', 'dmy'],
    ['date', '26-02-01', '2026-02-01', 'ymd'],
    ['date', '29.02.2024', '2024-02-29', 'dmy'],
    ['date', '29.02.2023', 'not_a_date', 'dmy'],
    ['date', '29.02.1900', 'not_a_date', 'dmy'],
    ['date', '2026-02-01 00:00:00', '2026-02-01', 'dmy'],
    ['date', '2026-02-01 10:00', 'not_a_date', 'dmy'],
    ['date', 'infinity', 'infinity', 'dmy'],
    ['date', '0044-03-15 BC', '0044-03-15 BC', 'dmy'],
    ['date', '01.02', 'not_a_date', 'dmy'],
    ['date', '01-02/2020', 'not_a_date', 'dmy'],
    ['timestamp without time zone', '01.02.2026 9:05', '2026-02-01 09:05:00', 'dmy'],
    ['timestamp without time zone', '2026-02-01T09:05:06.5Z', '2026-02-01 09:05:06.5', 'dmy'],
    ['timestamp without time zone', '2026-02-01 09:05+02', 'not_a_date', 'dmy'],
    ['timestamp with time zone', '2026-02-01 09:05:06+02:00', '2026-02-01 09:05:06+02:00', 'dmy'],
    ['timestamp(3) with time zone', '2026-02-01', '2026-02-01', 'dmy'],
    ['timestamp without time zone', '2026-02-01 24:00', '2026-02-01 24:00:00', 'dmy'],
    ['timestamp without time zone', '2026-02-01 24:01', 'not_a_date', 'dmy'],
    ['timestamp without time zone', '2026-02-01 9', 'not_a_date', 'dmy'],
  ] as const)('%s %s → %s', (type, value, expected, dateOrder) => expect(convert(type, value, { dateOrder })).toBe(expected))
})

describe('texts, words, nothing', () => {
  test.each([
    ['text', 'a\\b\tc', 'a\\\\b\\tc'],
    ['text', '  kept  ', '  kept  '],
    ['text', '', '\\N'],
    ['text', '""', ''],
    ['text', '"say ""hi"""', 'say "hi"'],
    ['text', "''''", "''''"],
    ['text', '"two\nlines"', 'two\\nlines'],
    ['text', '\\N', '\\N'],
    ['text', '"\\N"', '\\\\N'],
    ['integer', '""', '\\N'],
    ['character varying(3)', 'éàü', 'éàü'],
    ['character varying(3)', 'éàüö', 'too_long'],
    ['boolean', 'Sì', 't'],
    ['boolean', 'NÃO', 'f'],
    ['boolean', 'vielleicht', 'not_a_boolean'],
    ['uuid', '{0b1c2d3e-0000-4000-8000-000000000001}', '{0b1c2d3e-0000-4000-8000-000000000001}'],
    ['uuid', '0b1c2d3e', 'not_a_uuid'],
    ['text', '"broken"x', 'broken_quote'],
    ['text', 'a;b', 'too_many_fields'],
  ])('%s %s → %s', (type, value, expected) => expect(convert(type, value)).toBe(expected))

  test('nothing in a column that needs something', () => {
    expect(convert('text', '', { nullable: false })).toBe('required')
    expect(convert('integer', '  ', { nullable: false })).toBe('required')
    expect(convert('text', '""', { nullable: false })).toBe('')
  })
})

test('a number written with any habit is read as the same number', () => {
  const habits = fc.constantFrom([',', '.'], [',', ' '], [',', '\u202f'], ['.', ','], ['.', '’']) as fc.Arbitrary<[DecimalSign, string]>
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 99 }), habits, (whole, cents, [sign, group]) => {
      const grouped = String(Math.abs(whole)).replace(/\B(?=(\d{3})+$)/g, group)
      const written = `${whole < 0 ? '-' : ''}${grouped}${sign}${String(cents).padStart(2, '0')}`
      expect(convert('numeric(20,2)', written, { decimalSign: sign })).toBe(`${whole}.${String(cents).padStart(2, '0')}`)
    }),
  )
})

test('every day of the calendar is read in every order, and no other', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-')
      const iso = `${year}-${month}-${day}`
      expect(convert('date', `${day}/${month}/${year}`)).toBe(iso)
      expect(convert('date', `${month}-${day}-${year}`, { dateOrder: 'mdy' })).toBe(iso)
      expect(convert('date', iso, { dateOrder: 'mdy' })).toBe(iso)
    }),
  )
})
