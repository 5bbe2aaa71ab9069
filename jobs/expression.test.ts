import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExpressionError, FUNCTIONS, parseExpression } from '#jobs/expression.ts'

const COLUMNS = ['name', 'Né le', 'a]b', 'Größe', 'null']

function faultOf(text: string): string {
  try {
    parseExpression(text, COLUMNS)
    return 'none'
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return `${error.code} ${error.position}`
  }
}

describe('what is no expression is told with its place', () => {
  test.each([
    ['', 'unfinished 1'],
    ['   ', 'unfinished 4'],
    ['1 +', 'unfinished 4'],
    ['(1', 'unfinished 3'],
    ['1)', 'unexpected 2'],
    ['1 2', 'unexpected 3'],
    ['1 = 2 = 3', 'unexpected 7'],
    ['"open', 'unfinished 1'],
    ["'open", 'unfinished 1'],
    ['1 + [open', 'unfinished 5'],
    ['1 ? 2', 'unexpected 3'],
    ['name.length', 'unexpected 5'],
    ['name\u0000', 'unexpected 5'],
    ['gone', 'unknown_column 1'],
    ['1 + [Ne le]', 'unknown_column 5'],
    ['constructor', 'unknown_column 1'],
    ['constructor("x")', 'unknown_function 1'],
    ['eval("1")', 'unknown_function 1'],
    ['__proto__()', 'unknown_function 1'],
    ['left("abc")', 'wrong_count 1'],
    ['date(2026, 1)', 'wrong_count 1'],
    ['now(1)', 'wrong_count 1'],
    ['round()', 'wrong_count 1'],
    ['if(true, 1,)', 'unexpected 12'],
    ['today("Europe/Atlantis")', 'unknown_zone 1'],
    ['today(name)', 'unknown_zone 1'],
  ])('%s', (text, fault) => expect(faultOf(text)).toBe(fault))

  test('brackets and signs without end', () => {
    expect(faultOf(`${'('.repeat(2000)}1`)).toBe('too_deep 61')
    expect(faultOf(`${'not '.repeat(900)}true`)).toBe('too_deep 241')
    expect(faultOf(`${'-'.repeat(3999)}1`)).toBe('too_deep 61')
  })
})

test.each([
  'name',
  '[Né le]',
  '[a]]b]',
  'Größe * 2',
  '[null] & null',
  `"say ""hi""" & 'it''s'`,
  'IF(TRUE; 1; 2)',
  'today("Europe/Paris") - 30',
])('%s is one', (text) => expect(faultOf(text)).toBe('none'))

test('as long and as deep as may be', () => {
  expect(faultOf(`${'1+'.repeat(1999)}1`)).toBe('none')
  expect(faultOf(`${'('.repeat(59)}1${')'.repeat(59)}`)).toBe('none')
})

test('a column may be named like a constant, in brackets', () => {
  expect(parseExpression('[null]', COLUMNS)).toEqual({ kind: 'column', index: 4 })
  expect(parseExpression('null', COLUMNS)).toEqual({ kind: 'constant', value: null })
})

test('and binds more than or, products more than sums, sums more than joins, joins more than comparisons', () => {
  const same = (a: string, b: string) => expect(parseExpression(a, COLUMNS)).toEqual(parseExpression(b, COLUMNS))
  same('true or false and not 1 = 2', 'true or (false and (not (1 = 2)))')
  same('1 + 2 * 3 - 4 / 5', '(1 + (2 * 3)) - (4 / 5)')
  same('name & 1 + 2 = name', '(name & (1 + 2)) = name')
  same('-1 * -2', '(-1) * (-2)')
})

const TOKENS = [
  ...['1', '1.5', '"a"', "'", '"', '[', ']', '[name]', 'name', 'null', 'true', 'and', 'or', 'not', 'é', '😀', '\\', '.', '\n'],
  ...['+', '-', '*', '/', '&', '=', '<>', '<', '<=', '(', ')', ',', ';', ...Object.keys(FUNCTIONS).map((name) => `${name}(`)],
]

test('whatever is written, it is an expression or a fault with a place in the text', () => {
  const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((tokens) => tokens.join(' '))
  fc.assert(
    fc.property(fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      const [code, position] = faultOf(text).split(' ')
      if (code === 'none') return
      expect(Number(position)).toBeGreaterThanOrEqual(1)
      expect(Number(position)).toBeLessThanOrEqual(text.length + 1)
    }),
    { numRuns: 1000 },
  )
})
