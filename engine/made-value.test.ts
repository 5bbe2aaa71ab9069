import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calculatedColumnsOf, columnsOf } from '#engine/columns.ts'
import { convertChunk, newConverted, OK } from '#engine/convert.ts'
import { delimited } from '#engine/formats/delimited.ts'
import { newOutput } from '#engine/output.ts'
import { ERROR, newFields, newScanned, TYPED } from '#engine/reader.ts'
import { BINARY } from '#engine/row-format.ts'
import { transformOf } from '#engine/transform.ts'
import { warningsOf } from '#engine/warnings.ts'
import { type CalculatedColumn, type ColumnMapping, fileFormat, TRANSFORMS, type Transform, valueMap } from '#jobs/settings.ts'
import type { TargetColumn } from '#jobs/target-tables.ts'

const CUTTER = delimited.cutter(fileFormat.parse({ separator: ';' }), [])

const targetOf = (name: string, type: string, nullable = true): TargetColumn => ({
  name,
  type,
  required: false,
  writable: true,
  nullable,
  key: null,
})
const mapped = (name: string, given: Partial<ColumnMapping> = {}): ColumnMapping => ({
  name,
  target: name,
  decimalSign: ',',
  dateOrder: 'dmy',
  ...given,
})
const mapOf = (pairs: Record<string, string | null>, given: object = {}) =>
  valueMap.parse({ pairs: Object.entries(pairs).map(([from, to]) => ({ from, to })), ...given })

type Job = { columns: ColumnMapping[]; calculated?: CalculatedColumn[]; targets: TargetColumn[] }

const columnsFor = ({ columns, calculated = [], targets }: Job) => [
  ...columnsOf(columns, targets),
  ...calculatedColumnsOf(calculated, columns, targets, new Date('2026-11-22T12:00:00Z')),
]

/** What is made of each line for the last column, before it is converted: `!` where it is worth a warning, or why it is nothing. */
function made(lines: string[], job: Job): (string | null)[] {
  const make = columnsFor(job).at(-1)?.make ?? expect.fail('nothing is made')
  const fields = newFields(job.columns.length)
  return lines.map((line, index) => {
    const bytes = Buffer.from(`${line}\n`)
    CUTTER.cut(bytes, 0, bytes.length, fields, newScanned())
    const { text, refusal, stranger } = make({ fields, cutter: CUTTER, record: 11 + index })
    return refusal ?? (stranger ? `! ${text}` : text)
  })
}

/** Whether each line becomes a row, or why not; and what is worth a warning. */
function convert(lines: string[], job: Job) {
  const converted = newConverted()
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  const options = { columns: columnsFor(job), width: job.columns.length, cutter: CUTTER, format: BINARY, doubles: null }
  convertChunk(bytes, lines.length, { record: 11, line: 12, byte: 0 }, options, converted)
  const rows = lines.map((_, i) => {
    const refusal = converted.refused.get(i)
    return refusal ? `${refusal.code} ${refusal.column} ${refusal.value}` : converted.fates[i] === OK ? 'row' : 'none'
  })
  return { rows, converted, warnings: warningsOf(converted, 0, lines.length, 11).map(({ code, params }) => ({ code, ...params })) }
}

describe('transformations', () => {
  test.each<[Transform[], string, string | null]>([
    [['trim'], '\u00a0 a  b\t', 'a  b'],
    [['squeeze'], 'a \t\u00a0 b  c', 'a b c'],
    [['trim', 'squeeze'], '  a   b ', 'a b'],
    [['lower'], 'ÉLAN İI', 'élan i̇i'],
    [['upper'], 'straße île', 'STRASSE ÎLE'],
    [['capitalize'], 'élodie dupont', 'Élodie dupont'],
    [['capitalize'], '«élodie»', '«Élodie»'],
    [['capitalize'], '3rd avenue', '3rd avenue'],
    [['lower', 'capitalize'], 'JEAN-PIERRE', 'Jean-pierre'],
    [['capitalize', 'lower'], 'JEAN', 'jean'],
    [['digits'], '+33 (0)6 12-34', '3306 1234'.replace(' ', '')],
    [['digits'], 'none', null],
    [['trim'], '   ', null],
    [['trim'], '', ''],
    [[], 'as it is ', 'as it is '],
  ])('%s of %j is %j', (transforms, text, expected) => expect(transformOf(transforms)(text)).toBe(expected))

  test('once more changes nothing, and the order is the one given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TRANSFORMS), fc.string({ unit: 'grapheme' }), (name, text) => {
        const once = transformOf([name])
        const first = once(text)
        if (first !== null) expect(once(first)).toBe(first)
      }),
    )
  })
})

describe('value maps', () => {
  const column = (map: object, given: Partial<ColumnMapping> = {}): Job => ({
    columns: [mapped('c', { map: mapOf({ oui: 'ja', non: null, '': 'leer' }, map), ...given }), mapped('x')],
    targets: [targetOf('c', 'text')],
  })
  const values = ['oui;1', 'non;1', '"";1', ';1', 'Oui;1', '"oui";1']

  test.each([
    [{}, ['ja', null, 'leer', null, 'Oui', 'ja']],
    [{ otherwise: 'keep' }, ['ja', null, 'leer', null, 'Oui', 'ja']],
    [{ otherwise: 'use', use: 'nein' }, ['ja', null, 'leer', null, 'nein', 'ja']],
    [{ otherwise: 'use' }, ['ja', null, 'leer', null, null, 'ja']],
    [{ otherwise: 'warn' }, ['ja', null, 'leer', null, '! Oui', 'ja']],
    [{ otherwise: 'reject' }, ['ja', null, 'leer', null, 'not_in_map', 'ja']],
  ])('otherwise %j', (given, expected) => expect(made(values, column(given))).toEqual(expected))

  test('the empty value is mapped where a pair says so, the first of two pairs counts, transformations come before', () => {
    const pairs = [
      { from: null, to: '?' },
      { from: 'oui', to: '1' },
      { from: 'oui', to: '2' },
    ]
    const job: Job = {
      columns: [mapped('c', { map: valueMap.parse({ pairs }), transforms: ['trim', 'lower'] }), mapped('x')],
      targets: [targetOf('c', 'text')],
    }
    expect(made([' OUI ;1', ';1', '   ;1', '\\N;1'], job)).toEqual(['1', '?', '?', '?'])
  })

  test('a value that it does not name is told, and goes in', () => {
    const { rows, warnings } = convert(values, column({ otherwise: 'warn' }))
    expect(rows).toEqual(values.map(() => 'row'))
    expect(warnings).toEqual([{ code: 'import.value_not_in_map', column: 'c', count: 1, record: 15, value: 'Oui' }])
  })

  test('a refused value is told as it stands in the file', () => {
    const job = (type: string, to: string): Job => ({
      columns: [mapped('c', { map: mapOf({ a: to }) }), mapped('x')],
      targets: [targetOf('c', type)],
    })
    expect(convert(['a;1'], job('integer', 'x')).rows).toEqual(['not_a_whole_number c a'])
    expect(convert(['a;1'], job('character varying(3)', 'four')).rows).toEqual(['too_long c a'])
    expect(convert(['b;1'], column({ otherwise: 'reject' })).rows).toEqual(['not_in_map c b'])
  })
})

describe('cells that are more than text', () => {
  const columns = [
    mapped('n', { transforms: ['trim'] }),
    mapped('m', { map: mapOf({ '1.5': '2,5' }), target: 'm' }),
    mapped('e', { onError: 'empty', target: null }),
    mapped('f', { target: null }),
  ]
  const calculated = ['n * 2', 'n', 'm * 2', 'coalesce(e, "none")', 'coalesce(f, "none")'].map((expression, index) => ({
    target: `c${index}`,
    expression,
  }))
  const targets = ['n', 'm', 'c0', 'c1', 'c2', 'c3', 'c4'].map((name) => targetOf(name, 'numeric'))

  test('numbers have their point whatever is usual in the column, until a map puts something in their place', () => {
    const made = columnsFor({ columns, calculated, targets }).map(({ make, target }) => {
      const bytes = Buffer.from('1.501.5#REF!')
      const [starts, ends] = [Int32Array.of(0, 4, 7, 7), Int32Array.of(4, 7, 12, 12)]
      const fields = { count: 4, source: bytes, starts, ends, kinds: Uint8Array.of(TYPED, TYPED, ERROR, ERROR), refusal: null }
      const value = make?.({ fields, cutter: CUTTER, record: 1 }) ?? expect.fail(target)
      const output = newOutput(100)
      const source = Buffer.from(value.text ?? '')
      const code = value.text === null ? value.refusal : value.convert?.text(source, 0, source.length, output)
      return [target, code ?? output.bytes.toString('latin1', 0, output.at)]
    })
    expect(Object.fromEntries(made)).toEqual({
      n: '1.50',
      m: '2.5',
      c0: '3.00',
      c1: '1.50',
      c2: '5.0',
      c3: 'not_a_number',
      c4: 'calculation_failed',
    })
  })

  test('what the file has instead of a value is no value', () => {
    const column = columnsFor({ columns: [mapped('n', { transforms: ['trim'] })], targets })[0]
    const bytes = Buffer.from('#DIV/0!')
    const fields = { count: 1, source: bytes, starts: Int32Array.of(0), ends: Int32Array.of(7), kinds: Uint8Array.of(ERROR), refusal: null }
    expect(column?.make?.({ fields, cutter: CUTTER, record: 1 })).toMatchObject({ text: null, refusal: 'cell_error' })
  })
})

describe('a value that does not fit', () => {
  const job = (nullable: boolean, given: Partial<ColumnMapping> = {}): Job => ({
    columns: [mapped('n', { onError: 'empty', ...given }), mapped('t', { onError: 'empty' })],
    targets: [targetOf('n', 'integer', nullable), targetOf('t', 'character varying(3)')],
  })
  const lines = ['1;abc', 'x;abcd', '2;abcde', 'y;ab', ';']

  test('is left empty with a warning, by column', () => {
    const { rows, warnings } = convert(lines, job(true))
    expect(rows).toEqual(['row', 'row', 'row', 'row', 'none'])
    expect(warnings).toEqual([
      { code: 'import.value_left_empty', column: 'n', count: 2, record: 12, value: 'x' },
      { code: 'import.value_left_empty', column: 't', count: 2, record: 12, value: 'abcd' },
    ])
  })

  test('is refused all the same where the column may not be empty', () => {
    const { rows, warnings } = convert(lines, job(false))
    expect(rows).toEqual(['row', 'not_a_whole_number n x', 'row', 'not_a_whole_number n y', 'none'])
    expect(warnings).toEqual([{ code: 'import.value_left_empty', column: 't', count: 1, record: 13, value: 'abcde' }])
  })

  test('is left empty too where the map refuses it', () => {
    const { rows, warnings } = convert(['1;a', '3;b'], job(true, { map: mapOf({ 1: '2' }, { otherwise: 'reject' }) }))
    expect(rows).toEqual(['row', 'row'])
    expect(warnings).toEqual([{ code: 'import.value_left_empty', column: 'n', count: 1, record: 12, value: '3' }])
  })

  test('in a record that is refused for another value is no warning', () => {
    const { rows, warnings } = convert(['x;x'], { ...job(true), targets: [targetOf('n', 'integer'), targetOf('t', 'date', false)] })
    expect(rows).toEqual(['not_a_date t x'])
    expect(warnings).toEqual([])
  })

  test('is counted for each piece of a chunk by itself', () => {
    const { converted } = convert(lines, job(true))
    const told = (from: number, to: number) =>
      warningsOf(converted, from, to, 11).map(({ params: { column, count, record } }) => [column, count, record])
    expect(told(0, 1)).toEqual([])
    expect(told(1, 2)).toEqual([
      ['n', 1, 12],
      ['t', 1, 12],
    ])
    expect(told(2, 5)).toEqual(
      [
        ['t', 1, 13],
        ['n', 1, 14],
      ].toSorted(),
    )
  })
})

describe('calculated columns', () => {
  const job = (type: string, expression: string, given: Partial<CalculatedColumn> = {}): Job => ({
    columns: [
      mapped('price', { target: null }),
      mapped('born', { target: null }),
      mapped('city', { target: null, transforms: ['trim', 'upper'], map: mapOf({ LYON: 'Lugdunum' }) }),
    ],
    calculated: [{ target: 'c', expression, ...given }],
    targets: [targetOf('c', type)],
  })
  test.each([
    ['price * 2', '2469.00'],
    ['price', '1.234,50'],
    ['city', 'Lugdunum'],
    ['record()', '11'],
    ['today()', '2026-11-22'],
    ['null', null],
    ['1 / 0', 'calculation_failed'],
  ])('%s → %s', (expression, expected) => expect(made(['1.234,50;03/04/1999; lyon '], job('text', expression))).toEqual([expected]))

  test.each([
    ['numeric(10,2)', 'price / 7', 'too_many_decimals c 0.14285714285714285714'],
    ['integer', '"x"', 'not_a_whole_number c x'],
    ['integer', 'price / 0', 'calculation_failed c null'],
    ['character varying(3)', '"four"', 'too_long c four'],
    ['date', '"25.12.2025"', 'not_a_date c 25.12.2025'],
  ])('%s %s is refused: %s', (type, expression, expected) => expect(convert(['1;;'], job(type, expression)).rows).toEqual([expected]))

  test('fail for a record, or are left empty with a warning', () => {
    const lines = ['1;;', 'x;;', '2;;', '"";;', '3;;']
    expect(convert(lines, job('integer', 'price + 1')).rows).toEqual(['row', 'calculation_failed c null', 'row', 'row', 'row'])
    const { rows, warnings } = convert(lines, job('integer', 'price + 1', { onError: 'empty' }))
    expect(rows).toEqual(lines.map(() => 'row'))
    expect(warnings).toEqual([{ code: 'import.value_left_empty', column: 'c', count: 1, record: 12, value: '' }])
  })

  test('see a value that its map refuses as none, or fail with it', () => {
    const columns = (onError?: 'empty') => [
      mapped('a', { map: mapOf({ x: '1' }, { otherwise: 'reject' }), target: null, onError }),
      mapped('b', { target: null }),
    ]
    const calculated = [{ target: 'c', expression: 'coalesce(a, "none")' }]
    const targets = [targetOf('c', 'text')]
    expect(made(['x;', 'y;1'], { columns: columns(), calculated, targets })).toEqual(['1', 'calculation_failed'])
    expect(made(['x;', 'y;1'], { columns: columns('empty'), calculated, targets })).toEqual(['1', 'none'])
  })
})
