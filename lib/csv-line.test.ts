import { expect, test } from 'vitest'
import { csvLine } from '#lib/csv-line.ts'

test('separates by semicolons, quotes what needs it, ends with CRLF', () => {
  expect(csvLine([12, 'a;b', 'say "hi"', null, 'two\nlines'])).toBe('12;"a;b";"say ""hi""";;"two\nlines"\r\n')
})

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30 1234', "'+49 30 1234"],
  ['@sum', "'@sum"],
  ['\tx', "'\tx"],
  ['-2+3', "'-2+3"],
  ['-12,50', '-12,50'],
  ['-1.234,50', '-1.234,50'],
  ['a=1', 'a=1'],
])('%j is written as %j', (value, written) => {
  expect(csvLine([value])).toBe(`${written}\r\n`)
})

test('a carriage return at the start is defused too', () => {
  expect(csvLine(['\r=1'])).toBe(`"'\r=1"\r\n`)
})
