import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from '#engine/reader.ts'
import { readRecord, recordShape, writeRecord } from '#engine/record-cells.ts'
import { repairerOf } from '#engine/repair.ts'
import type { Repair } from '#jobs/reject-repair.ts'
import { type ColumnMapping, type FileFormat, fileFormat } from '#jobs/settings.ts'

const columnOf = (name: string): ColumnMapping => ({ name, target: name, decimalSign: ',', dateOrder: 'dmy' })
const NAMES = ['id', 'date', 'montant']

function repaired(repair: Repair, text: string, given: Partial<FileFormat> = { separator: ';' }): string | null | undefined {
  const repairer = repairerOf(repair, recordShape(fileFormat.parse(given), NAMES), NAMES.map(columnOf))
  return repairer?.(text)
}

describe('one column', () => {
  test.each<[string, Repair, string, string | null]>([
    ['set', { kind: 'set', column: 'date', value: 'a;b' }, '1;x;2', '1;"a;b";2'],
    ['set to nothing', { kind: 'set', column: 'date', value: null }, '1;x;2', '1;;2'],
    ['set to the empty text', { kind: 'set', column: 'date', value: '' }, '1;x;2', '1;"";2'],
    ['clear', { kind: 'clear', column: 'id' }, '1;x;2', ';x;2'],
    ['replace everywhere, as plain text', { kind: 'replace', column: 'date', find: '.', replace: '$&' }, '1;a.b.c;2', '1;a$&b$&c;2'],
    ['replace leaves quotes that nobody needs', { kind: 'replace', column: 'date', find: 'z', replace: 'y' }, '1;"x";2', '1;"x";2'],
    [
      'map',
      {
        kind: 'map',
        column: 'date',
        pairs: [
          { from: 'x', to: 'y' },
          { from: null, to: 'none' },
        ],
      },
      '1;x;2',
      '1;y;2',
    ],
    ['map of nothing', { kind: 'map', column: 'date', pairs: [{ from: null, to: 'none' }] }, '1;;2', '1;none;2'],
    ['fill what is empty', { kind: 'fill', column: 'date', value: 'v' }, '1; ;2', '1;v;2'],
    ['fill leaves what is there', { kind: 'fill', column: 'date', value: 'v' }, '1;x;2', '1;x;2'],
    ['fill from another column', { kind: 'fill_from', column: 'date', from: 'montant' }, '1;;2', '1;2;2'],
    ['cut by characters', { kind: 'cut', column: 'date', length: 2 }, '1;🚢é漢;2', '1;🚢é;2'],
    ['date_order', { kind: 'date_order', column: 'date', order: 'mdy' }, '1;12/31/2024 10:00;2', '1;31/12/2024 10:00;2'],
    ['date_order of short years', { kind: 'date_order', column: 'date', order: 'ymd' }, '1;24-3-5;2', '1;05-03-2024;2'],
    ['date_order leaves what is no such date', { kind: 'date_order', column: 'date', order: 'mdy' }, '1;13/31/2024;2', '1;13/31/2024;2'],
    ['date_order leaves years in front', { kind: 'date_order', column: 'date', order: 'mdy' }, '1;2024-01-02;2', '1;2024-01-02;2'],
    ['decimal_sign', { kind: 'decimal_sign', column: 'montant', sign: '.' }, '1;x;1,234.50', '1;x;"1234,50"'.replaceAll('"', '')],
    ['decimal_sign leaves what is no such number', { kind: 'decimal_sign', column: 'montant', sign: '.' }, '1;x;1.2.3', '1;x;1.2.3'],
    ['what is surplus stays', { kind: 'clear', column: 'id' }, '1;x;2;3', ';x;2;3'],
    ['what is missing stays missing', { kind: 'set', column: 'montant', value: '5' }, '1;x', '1;x'],
    ['nothing of a record that cannot be cut', { kind: 'clear', column: 'id' }, '1;"x;2', null],
  ])('%s', (_, repair, before, after) => {
    expect(repaired(repair, before)).toBe(after)
  })
})

describe('the record as a whole', () => {
  test('surplus fields go, missing ones are empty', () => {
    expect(repaired({ kind: 'drop_surplus' }, '1;x;2;3;4')).toBe('1;x;2')
    expect(repaired({ kind: 'fill_missing' }, '1;x')).toBe('1;x;')
    expect(repaired({ kind: 'drop_surplus' }, '1;x')).toBe('1;x')
    expect(repaired({ kind: 'drop_surplus' }, '{"id":1,"more":2}', { kind: 'json', header: 0 })).toBe('{"id":1}')
  })

  test('it is written anew as one record, or not at all', () => {
    expect(repaired({ kind: 'raw', text: '1;"a\nb";3\r\n' }, '1;"x')).toBe('1;"a\nb";3')
    expect(repaired({ kind: 'raw', text: '1;2;3\n4;5;6' }, '1;"x')).toBeUndefined()
  })
})

test('a column that the file does not have has no repair', () => {
  expect(repaired({ kind: 'clear', column: 'nom' }, '1;2;3')).toBeUndefined()
  expect(repaired({ kind: 'fill_from', column: 'id', from: 'nom' }, '1;2;3')).toBeUndefined()
})

test('what the format cannot write is not written', () => {
  expect(repaired({ kind: 'set', column: 'id', value: 'a;b' }, '1;2;3', { separator: ';', quote: '' })).toBeNull()
  expect(repaired({ kind: 'set', column: 'id', value: 'abc' }, '1 2 3', { kind: 'fixed', widths: [2, 2, 2] })).toBeNull()
})

test('numbers and what is nested in JSON stay what they are', () => {
  const json = { kind: 'json', header: 0 } as const
  expect(repaired({ kind: 'set', column: 'date', value: 'x' }, '{"id": 1.5, "date": null, "montant": {"a": [1]}},', json)).toBe(
    '{"id":1.5,"date":"x","montant":{"a": [1]}}',
  )
  expect(repaired({ kind: 'decimal_sign', column: 'id', sign: '.' }, '{"id":1.5}', json)).toBe('{"id":1.5}')
})

describe('whatever is asked of one column of whatever record', () => {
  const signs = fc.array(fc.constantFrom(...['a', '1', '2', '0', '/', '.', ';', '"', '\\', ' ', '\n', 'é', '🚢', '{', '\uFFFD']), {
    maxLength: 10,
  })
  const text = signs.map((found) => found.join(''))
  const column = fc.constantFrom('id', 'date')
  const anyRepair = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), column, value: fc.option(text) }),
    fc.record({ kind: fc.constant('replace' as const), column, find: text.filter((found) => found !== ''), replace: text }),
    fc.record({ kind: fc.constant('fill' as const), column, value: text }),
    fc.record({ kind: fc.constant('cut' as const), column, length: fc.nat(5) }),
    fc.record({ kind: fc.constant('clear' as const), column }),
    fc.record({ kind: fc.constant('date_order' as const), column, order: fc.constantFrom('dmy' as const, 'mdy' as const, 'ymd' as const) }),
    fc.record({ kind: fc.constant('decimal_sign' as const), column, sign: fc.constantFrom(',' as const, '.' as const) }),
  )

  test.each<[string, Partial<FileFormat>]>([
    ['semicolons', { separator: ';' }],
    ['backslashes', { separator: ';', escape: 'backslash' }],
    ['no quotes', { separator: ';', quote: '' }],
    ['fixed columns', { kind: 'fixed', widths: [4, 10, 6] }],
    ['JSON', { kind: 'json', header: 0 }],
    ['a workbook', { kind: 'xlsx' }],
  ])('it stays one record, and its other columns what they were: %s', (_, given) => {
    const shape = recordShape(fileFormat.parse(given), NAMES)
    fc.assert(
      fc.property(fc.oneof(text, fc.tuple(fc.option(text), fc.option(text), fc.option(text))), anyRepair, (given, repair) => {
        const cells = (texts: (string | null)[]) => texts.map((found): Cell => ({ text: found, kind: 'text' }))
        const record = typeof given === 'string' ? given : (writeRecord(cells(given), shape) ?? '')
        const after = repairerOf(repair, shape, NAMES.map(columnOf))?.(record)
        // Both columns are there.
        expect(after).not.toBeUndefined()
        if (after === null || after === undefined || after === record) return
        const [old, found] = [readRecord(record, shape), readRecord(after, shape)]
        expect(found).toMatchObject({ refusal: null, whole: true })
        const others = (cells: Cell[] | null) =>
          Array.from({ length: 5 }, (_, i) => (NAMES[i] === repair.column ? '' : (cells?.[i]?.text ?? '')))
        expect(others(found.cells)).toEqual(others(old.cells))
      }),
      { numRuns: 1000 },
    )
  })
})
