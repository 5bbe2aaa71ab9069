import { expect, test } from 'vitest'
import { readDay, readDecimal } from '#components/new-job/read-value.ts'

test.each([
  ['03/04/2026', 'dmy', '2026-04-03'],
  ['03/04/2026', 'mdy', '2026-03-04'],
  ['2026-04-03 10:00', 'dmy', '2026-04-03'],
  ['3.4.49', 'dmy', '2049-04-03'],
  ['3.4.50', 'dmy', '1950-04-03'],
  ['31/12/2026', 'mdy', undefined],
  ['29.02.2025', 'dmy', undefined],
  ['soon', 'dmy', undefined],
] as const)('%s read as %s is %s', (value, order, day) => {
  expect(readDay(value, order)?.toISOString().slice(0, 10)).toBe(day)
})

test.each([
  ['1.234,56', ',', 1234.56],
  ['1.234', ',', 1234],
  ['1.234', '.', 1.234],
  ['-1 234,5', ',', -1234.5],
  ['12,50', '.', undefined],
  ['1,2,3', ',', undefined],
  ['A1', '.', undefined],
] as const)('%s with the decimal sign %s is %s', (value, sign, number) => {
  expect(readDecimal(value, sign)).toBe(number)
})
