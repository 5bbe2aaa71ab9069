import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from '#engine/reader.ts'
import { readRecord, recordShape, writeRecord } from '#engine/record-cells.ts'
import { type FileFormat, fileFormat } from '#jobs/settings.ts'

const SIGNS = [
  'a',
  'Z',
  '7',
  ' ',
  '\t',
  ';',
  ',',
  '|',
  '"',
  "'",
  '\\',
  'N',
  'n',
  '\n',
  '\r',
  'é',
  '漢',
  '🚢',
  '{',
  '[',
  ']',
  '}',
  ':',
  '\uFFFD',
]
const text = fc.array(fc.constantFrom(...SIGNS), { maxLength: 8 }).map((signs) => signs.join(''))
const cell = (value: fc.Arbitrary<string | null>): fc.Arbitrary<Cell> => value.map((found) => ({ text: found, kind: 'text' }))
const anyCell = cell(fc.option(text))

const NAMES = ['id', 'the "name"', 'città']

function expectRoundTrip(given: Partial<FileFormat>, cells: Cell[]): void {
  const shape = recordShape(fileFormat.parse(given), NAMES)
  const written = writeRecord(cells, shape)
  expect(written).not.toBeNull()
  const read = readRecord(written as string, shape)
  expect(read).toMatchObject({ refusal: null, whole: true })
  // A record whose fields are all empty is an empty line of some files.
  expect(
    [...(read.cells as Cell[]), ...Array.from({ length: cells.length }, (): Cell => ({ text: null, kind: 'text' }))].slice(0, cells.length),
  ).toEqual(cells)
}

const rows = (value: fc.Arbitrary<Cell>) => fc.tuple(value, value, value)

describe('what is written is cut into the same cells', () => {
  test.each<[string, Partial<FileFormat>]>([
    ['semicolons', { separator: ';' }],
    ['tabs', { separator: '\t' }],
    ['single quotes', { separator: ',', quote: "'" }],
    ['backslashes', { separator: ',', escape: 'backslash' }],
    ['single quotes and backslashes', { separator: '|', quote: "'", escape: 'backslash' }],
    ['two bars', { separator: '||' }],
    ['a separator of other signs', { separator: '~|~' }],
    ['blanks', { separator: ' ' }],
    ['a sign of several bytes', { separator: '§' }],
  ])('delimited: %s', (_, given) => {
    fc.assert(
      fc.property(rows(anyCell), (cells) => expectRoundTrip(given, cells)),
      { numRuns: 500 },
    )
  })

  test('delimited without quotes but with backslashes: all but the empty text', () => {
    for (const separator of [';', '\t', '||', ' '])
      fc.assert(
        fc.property(rows(cell(fc.option(text.filter((value) => value !== '')))), (cells) =>
          expectRoundTrip({ separator, quote: '', escape: 'backslash' }, cells),
        ),
        { numRuns: 500 },
      )
  })

  test('delimited without quotes or backslashes: what holds no separator and no line end, and nothing else is written', () => {
    const shape = recordShape(fileFormat.parse({ separator: ';', quote: '' }), NAMES)
    fc.assert(
      fc.property(rows(anyCell), (cells) => {
        const can = cells.every(({ text: value }) => value === null || (!/[;\r\n]/.test(value) && value !== '\\N'))
        expect(writeRecord(cells, shape) !== null).toBe(can)
      }),
      { numRuns: 500 },
    )
  })

  test('fixed columns: what is no wider than its column', () => {
    const narrow = fc
      .option(text.map((value) => [...value.replace(/[\r\n]/g, '').trim()].slice(0, 8).join('').trim() || null))
      // What databases write for no value is none here either.
      .map((value) => (value === '\\N' ? null : value))
    fc.assert(
      fc.property(rows(cell(narrow)), (cells) => expectRoundTrip({ kind: 'fixed', widths: [8, 8, 8] }, cells)),
      { numRuns: 500 },
    )
    const shape = recordShape(fileFormat.parse({ kind: 'fixed', widths: [2, 2, 2] }), NAMES)
    const wide: Cell = { text: 'abc', kind: 'text' }
    expect(writeRecord([wide, wide, wide], shape)).toBeNull()
  })

  const bare = fc
    .constantFrom('0', '-12.50', '1e999', 'true', 'false', 'NaN', '{"a":[1,2]}', '[]')
    .map((value): Cell => ({ text: value, kind: 'bare' }))
  const jsonCell = fc.oneof(anyCell, bare)

  test('JSON: objects, lists with a header, lists without', () => {
    fc.assert(
      fc.property(rows(jsonCell), (cells) => {
        expectRoundTrip({ kind: 'json', header: 0 }, cells)
        expectRoundTrip({ kind: 'json', header: 1 }, cells)
      }),
      { numRuns: 500 },
    )
  })

  test('rows of workbooks and Parquet', () => {
    const error = fc.constantFrom('#N/A', '#DIV/0!').map((value): Cell => ({ text: value, kind: 'error' }))
    // A sheet holds nothing nested.
    const flat = jsonCell.filter(({ text: value, kind }) => kind === 'text' || !/[[{]/.test(value ?? ''))
    fc.assert(
      fc.property(rows(jsonCell), rows(fc.oneof(flat, error)), (parquet, xlsx) => {
        expectRoundTrip({ kind: 'parquet' }, parquet)
        expectRoundTrip({ kind: 'xlsx' }, xlsx)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what stands in a record', () => {
  const shape = recordShape(fileFormat.parse({ separator: ';' }), ['a', 'b'])
  const texts = (record: string) => readRecord(record, shape).cells?.map(({ text: value }) => value) ?? null

  test('all of it, also what the columns have no place for, and what is not there', () => {
    expect(texts('1;"x;y"')).toEqual(['1', 'x;y'])
    expect(texts('1;2;3')).toEqual(['1', '2', '3'])
    expect(texts('1')).toEqual(['1'])
  })

  test('nothing where a quote never closes, and more than one record is told', () => {
    expect(readRecord('1;"x', shape)).toMatchObject({ cells: null, refusal: { code: 'broken_quote' } })
    expect(readRecord('1;2\n3;4', shape).whole).toBe(false)
    expect(readRecord('1;2\n', shape).whole).toBe(false)
    expect(readRecord('1;"2\n3"', shape).whole).toBe(true)
  })

  test('of an object with a member that is no column: the others', () => {
    const json = recordShape(fileFormat.parse({ kind: 'json', header: 0 }), ['a', 'b'])
    expect(readRecord('{"b":1.5,"x":2},', json)).toMatchObject({
      refusal: { code: 'unknown_field' },
      cells: [
        { text: null, kind: 'text' },
        { text: '1.5', kind: 'bare' },
      ],
    })
  })
})
