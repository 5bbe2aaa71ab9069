import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileExpression, type Habits, Text, textOfValue } from '#engine/expression.ts'
import { RECORD_LIMIT } from '#engine/reader.ts'
import { ExpressionError, FUNCTIONS, parseExpression } from '#jobs/expression.ts'

const STARTED = new Date('2026-11-22T23:30:15.042Z')

/** The record that the expressions see: a file from the continent, and one column from over the sea. */
const RECORD: Record<string, { text: string | null | undefined; habits?: Habits }> = {
  name: { text: 'Élodie 😀 Dupont' },
  price: { text: '1.234,50' },
  rate: { text: '1,234.50', habits: { decimalSign: '.', dateOrder: 'mdy' } },
  born: { text: '03/04/1999' },
  seen: { text: '03/04/1999', habits: { decimalSign: '.', dateOrder: 'mdy' } },
  active: { text: 'Sì' },
  nothing: { text: null },
  blank: { text: '' },
  spaces: { text: '  ' },
  refused: { text: undefined },
}
const NAMES = Object.keys(RECORD)
const HABITS = Object.values(RECORD).map(({ habits }): Habits => habits ?? { decimalSign: ',', dateOrder: 'dmy' })
const CELLS = Object.values(RECORD).map(({ text }) => text)

function resultOf(text: string, cells = CELLS) {
  const calculate = compileExpression(parseExpression(text, NAMES), STARTED)
  const cell = (index: number) => {
    const given = cells[index]
    return typeof given === 'string' ? new Text(given, HABITS[index]) : given
  }
  return calculate({ record: 42, cell })
}

function evaluate(text: string): string | null {
  const value = resultOf(text)
  return value === undefined ? 'FAILED' : textOfValue(value)
}

describe('numbers', () => {
  test.each([
    ['0.1 + 0.2', '0.3'],
    ['price * 2', '2469.00'],
    ['price + rate', '2469.00'],
    ['10 - 2 - 3', '5'],
    ['2 + 3 * 4', '14'],
    ['-price', '-1234.50'],
    ['1 / 4', '0.25'],
    ['1 / 0', 'FAILED'],
    ['price / (1 - 1)', 'FAILED'],
    ['name + 1', 'FAILED'],
    ['"1,5" + 1', 'FAILED'],
    ['"1.5" + 1', '2.5'],
    ['"12.5 %" + 1', '13.5'],
    ['"R$ 7" + 1', '8'],
    ['"1e3" + 1', '1001'],
    ['"NaN" + 1', 'FAILED'],
    ['true + 1', 'FAILED'],
    ['round(price)', '1235'],
    ['round(price / 7, 2)', '176.36'],
    ['round(price, -2)', '1200'],
    ['round(price, 0.5)', 'FAILED'],
    ['round(price, 101)', 'FAILED'],
    ['abs(0 - price)', '1234.50'],
    ['number(price)', '1234.50'],
    ['record() * 10', '420'],
    ['length(name)', '15'],
  ])('%s → %s', (text, expected) => expect(evaluate(text)).toBe(expected))
})

describe('texts', () => {
  test.each([
    ['"a" & \'b\'', 'ab'],
    ['name & nothing & "!"', 'Élodie 😀 Dupont!'],
    ['concat(1, nothing, true, "x")', '1truex'],
    ['"" & nothing', ''],
    ['upper(name)', 'ÉLODIE 😀 DUPONT'],
    ['lower("ÀB")', 'àb'],
    ['trim("\u00a0 x ")', 'x'],
    ['left(name, 8)', 'Élodie 😀'],
    ['left(name, 0)', ''],
    ['left(name, 99)', 'Élodie 😀 Dupont'],
    ['left(name, -1)', 'FAILED'],
    ['right(name, 8)', '😀 Dupont'],
    ['right("00000" & 42, 5)', '00042'],
    ['mid(name, 8, 1)', '😀'],
    ['mid(name, 99, 1)', ''],
    ['mid(name, 0, 1)', 'FAILED'],
    ['replace("a.b.c", ".", "")', 'abc'],
    ['replace("abc", "", "x")', 'abc'],
    ['replace("aaa", "a", "$&")', '$&$&$&'],
    ['left(123, 2)', '12'],
  ])('%s → %s', (text, expected) => expect(evaluate(text)).toBe(expected))
})

describe('days', () => {
  test.each([
    ['date(born)', '1999-04-03'],
    ['date(seen)', '1999-03-04'],
    ['date("2026-02-29")', 'FAILED'],
    ['date("2026-02-28T23:59:00+02:00")', '2026-02-28'],
    ['date("infinity")', 'FAILED'],
    ['date("0044-03-15 BC")', 'FAILED'],
    ['date(2026, 2, 28) + 1', '2026-03-01'],
    ['date(2026, 2, 29)', 'FAILED'],
    ['date(0, 1, 1)', 'FAILED'],
    ['date(2026, 1.5, 1)', 'FAILED'],
    ['date("31/12/2025 10:30")', 'FAILED'],
    ['date(replace(born, "03/", "31/"))', 'FAILED'],
    ['date(replace(born, "/04/", "/05/"))', '1999-05-03'],
    ['year(born) * 10000 + month(born) * 100 + day(born)', '19990403'],
    ['date(born) - date(seen)', '30'],
    ['date(born) + 0.5', 'FAILED'],
    ['date(9999, 12, 31) + 1', 'FAILED'],
    ['today()', '2026-11-22'],
    ['today("Europe/Paris")', '2026-11-23'],
    ['today() - 365', '2025-11-22'],
    ['now()', '2026-11-22 23:30:15.042+00'],
    ['date(now())', '2026-11-22'],
  ])('%s → %s', (text, expected) => expect(evaluate(text)).toBe(expected))
})

describe('comparisons and choices', () => {
  test.each([
    ['price > 999', 'true'],
    ['price = 1234.5', 'true'],
    ['price = rate', 'false'],
    ['number(price) = rate', 'true'],
    ['name = 5', 'false'],
    ['"9" < "10"', 'true'],
    ['"b" > "a"', 'FAILED'],
    ['date(born) > seen', 'true'],
    ['date(born) = "1999-04-03"', 'true'],
    ['active = true', 'true'],
    ['nothing = null', 'true'],
    ['nothing = ""', 'true'],
    ['spaces = null', 'false'],
    ['nothing <> "x"', 'true'],
    ['nothing > 1', null],
    ['not nothing', null],
    ['false and nothing', 'false'],
    ['nothing and false', 'false'],
    ['true and nothing', null],
    ['true or 1 / 0', 'true'],
    ['nothing or true', 'true'],
    ['nothing or false', null],
    ['not (price > 1 and name = "x")', 'true'],
    ['if(active, "yes", "no")', 'yes'],
    ['if(price > 5000, "big", if(price > 1000, "middle", "small"))', 'middle'],
    ['if(nothing, 1, 2)', '2'],
    ['if(false, 1)', null],
    ['if(true, 1, 1 / 0)', '1'],
    ['if(name, 1, 2)', 'FAILED'],
    ['coalesce(nothing, blank, "x", 1 / 0)', 'x'],
    ['coalesce(nothing, null)', null],
    ['isempty(blank)', 'true'],
    ['isempty(spaces)', 'false'],
  ])('%s → %s', (text, expected) => expect(evaluate(text)).toBe(expected))
})

test('nothing makes nothing, save where a text is joined', () => {
  for (const text of [
    'nothing + 1',
    '-nothing',
    'blank * 2',
    'spaces - 1',
    'upper(nothing)',
    'left(name, nothing)',
    'replace(name, nothing, "x")',
  ])
    expect([text, evaluate(text)]).toEqual([text, null])
  for (const text of ['date(nothing)', 'date(2026, nothing, 1)', 'year(blank)', 'round(nothing)', 'round(1, nothing)', 'today() + nothing'])
    expect([text, evaluate(text)]).toEqual([text, null])
})

test('a value of the file that was refused lets fail only what looks at it', () => {
  expect(evaluate('refused')).toBe('FAILED')
  expect(evaluate('if(true, 1, refused)')).toBe('1')
})

test('what is cut out of a text of the file is still written in its habits', () => {
  const habits = (text: string) => (resultOf(text) as Text).habits
  for (const text of ['price', 'coalesce(nothing, price)', 'if(true, price)', 'left(price, 3)', 'replace(upper(trim(price)), " ", "")'])
    expect([text, habits(text)]).toEqual([text, { decimalSign: ',', dateOrder: 'dmy' }])
  expect(habits('price & ""')).toEqual({ decimalSign: '.', dateOrder: 'ymd' })
})

const TOKENS = [
  ...['0', '1', '1.5', '999999999999', '"a"', '""', '"2026-01-31"', ...NAMES, 'null', 'true', 'false', 'and', 'or', 'not'],
  ...['+', '-', '*', '/', '&', '=', '<', '>=', '(', ')', ')', ','],
]
const CALLS = Object.entries(FUNCTIONS).map(([name, [least, most]]) => ({ name, least, most: Math.min(most, 3) }))
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(...TOKENS.slice(0, 7 + NAMES.length + 3)),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '&', '=', '<>', '<', ' and ', ' or '), tie('expression'))
      .map(([a, sign, b]) => `(${a})${sign}(${b})`),
    fc.constantFrom(...CALLS).chain(({ name, least, most }) =>
      fc
        .array(tie('expression'), {
          minLength: name === 'today' ? 0 : least,
          maxLength: name === 'today' ? 0 : name === 'date' ? 1 : most,
        })
        .map((given) => `${name}(${given.join(', ')})`),
    ),
  ),
}))

test('every expression has a value or none, of a kind that a column can be given', () => {
  fc.assert(
    fc.property(
      expression,
      fc.array(fc.option(fc.string({ maxLength: 30 })), { minLength: NAMES.length, maxLength: NAMES.length }),
      (text, cells) => {
        const value = resultOf(text, cells)
        if (value === undefined) return
        const written = textOfValue(value)
        expect(written === null || written.length <= RECORD_LIMIT).toBe(true)
      },
    ),
    { numRuns: 3000 },
  )
})

test('words in any order are a fault or an expression that ends', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }), (tokens) => {
      try {
        resultOf(tokens.join(' '))
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error
      }
    }),
    { numRuns: 2000 },
  )
})

describe('what would take all memory or all day ends soon', () => {
  const long = 'a'.repeat(RECORD_LIMIT)
  const cells = CELLS.map((text, index) => (index === 0 ? long : text))
  test.each([
    ['a million times a million', 'replace(name, "a", name)'],
    ['twice as long, again and again', `${'('.repeat(40)}name${' & name)'.repeat(40)}`],
    ['a thousand looks at a megabyte', Array.from({ length: 160 }, () => 'upper(lower(name))').join(' & ')],
    ['numbers without end', Array.from({ length: 190 }, () => '999999999999999999').join(' * ')],
    ['a number of a megabyte', 'name + 1'],
  ])('%s', (_, text) => {
    expect(resultOf(text, cells)).toBeUndefined()
  })
})
