import { expect, test } from 'vitest'
import { readArguments, readJobId, readTableName } from '#cli/arguments.ts'
import { UsageError } from '#cli/usage.ts'

test.for([
  ['clients', 'public', 'clients'],
  ['Ventes.Été 2026', 'Ventes', 'Été 2026'],
  ['"a.b"."c.d"', 'a.b', 'c.d'],
  ['"say ""hi"""', 'public', 'say "hi"'],
  ['sales."Q1.x"', 'sales', 'Q1.x'],
])('the table %s', ([word, schema, name]) => {
  expect(readTableName(word ?? '')).toEqual({ schema, name })
})

test.for(['', '.', 'a.', '.a', 'a.b.c', '"a', 'a"b', '""'])('no table: %s', (word) => {
  expect(() => readTableName(word)).toThrow(UsageError)
})

test.for(['0', '-1', '1.5', 'x', '1e3', '', '9'.repeat(16)])('no job number: %s', (word) => {
  expect(() => readJobId(word)).toThrow(UsageError)
})

test('words and options, no more and no fewer', () => {
  const options = { json: { type: 'boolean' } } as const
  expect(readArguments(['a', '--json'], options, ['FILE'])).toMatchObject({ values: { json: true }, words: ['a'] })
  expect(() => readArguments([], options, ['FILE'])).toThrow('FILE is missing')
  expect(() => readArguments(['a', 'b'], options, ['FILE'])).toThrow('a word too many: b')
  expect(() => readArguments(['a', '--jason'], options, ['FILE'])).toThrow("Unknown option '--jason'")
})
