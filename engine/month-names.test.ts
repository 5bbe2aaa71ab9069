import { expect, test } from 'vitest'
import { day, dayAndTime } from '#engine/dates.ts'
import { readColumn } from '#engine/detect-column.ts'
import { orMonthNames } from '#engine/month-names.ts'
import { newOutput } from '#engine/output.ts'

function convert(converter: ReturnType<typeof day>, value: string): string {
  const output = newOutput(100)
  const source = Buffer.from(`;${value};`)
  return orMonthNames(converter)(source, 1, source.length - 1, output) ?? output.bytes.toString('latin1', 0, output.at)
}

test.each([
  ['12 mars 2026', '2026-03-12'],
  ['1er février 2026', '2026-02-01'],
  ['3 août 1999', '1999-08-03'],
  ['12 déc. 2026', '2026-12-12'],
  ['12 gennaio 2026', '2026-01-12'],
  ['12 de março de 2026', '2026-03-12'],
  ['12 de enero de 2026', '2026-01-12'],
  ['12. März 2026', '2026-03-12'],
  ['1. Jänner 2026', '2026-01-01'],
  ['12-MAR-26', '2026-03-12'],
  ['12-Oct-99', '1999-10-12'],
  ['12/set/2026', '2026-09-12'],
  ['March 12, 2026', '2026-03-12'],
  ['Sept. 1st, 2026', '2026-09-01'],
  ['2026-Jul-04', '2026-07-04'],
  ['04.07.2026', '2026-07-04'],
])('%s', (value, expected) => expect(convert(day('dmy'), value)).toBe(expected))

test.each(['31 avril 2026', '12 jui 2026', '12 Foo 2026', 'mars 2026', '12 mars', '12 mars 2026 x', 'mar 32, 2026'])(
  '%s is no day',
  (value) => expect(convert(day('dmy'), value)).toBe('not_a_date'),
)

test('with a time', () => {
  expect(convert(dayAndTime('dmy', { zone: false }), '12 mars 2026 14:30')).toBe('2026-03-12 14:30:00')
  expect(convert(dayAndTime('dmy', { zone: false }), '12 mars 2026 25:30')).toBe('not_a_date')
})

test.each<[string[], string]>([
  [['12 mars 2026', '1er juin 2025'], 'date'],
  [['12-MAR-26', '01-JAN-99'], 'date'],
  [['12. Mai 2026 14:30', '13. Juni 2026 08:00'], 'date_time'],
  [['12 Foo 2026', '13 Bar 2026'], 'text'],
])('a column of %s looks like %s', (values, looks) => expect(readColumn(values)).toMatchObject({ looks, ambiguous: false }))
