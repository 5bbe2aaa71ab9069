import { expect, test } from 'vitest'
import { headerNames } from '#engine/detect-header.ts'
import { readRecords } from '#engine/detect-records.ts'

const cellsOf = (text: string, options: { cut: boolean }) =>
  readRecords(Buffer.from(text), { separator: ';', quote: '"', escape: 'doubled' }, options).flatMap(({ blank, cells }) =>
    blank ? [] : [cells],
  )

test.each<[string, string, (string | null)[][]]>([
  [
    'LF, CR LF and CR end a record',
    'a;b\n1;2\r\n3;4\r5;6',
    [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ],
  ],
  [
    'empty is null, quoted empty is not',
    'a;b;c\n;"";\n',
    [
      ['a', 'b', 'c'],
      [null, '', null],
    ],
  ],
  [
    'a quoted field may hold anything',
    'a;b\n"x;""y""\r\nz";2\n',
    [
      ['a', 'b'],
      ['x;"y"\r\nz', '2'],
    ],
  ],
  ['blank lines are left out', '\n  \na\n\n1\r\n\r\n""\n', [['a'], ['1'], ['']]],
  [
    'a quote inside a field is text',
    'a;b\n5" screen;2\n',
    [
      ['a', 'b'],
      ['5" screen', '2'],
    ],
  ],
  [
    'what follows a closed quote is lost, as the record is refused',
    'a;b\n"x" y;2\n',
    [
      ['a', 'b'],
      ['x', '2'],
    ],
  ],
  [
    'a quote that never closes costs its line',
    'a;b\n1;"x\n3;4\n',
    [
      ['a', 'b'],
      ['1', 'x'],
      ['3', '4'],
    ],
  ],
  ['a separator at the end makes a field', 'a;b;', [['a', 'b', null]]],
])('%s', (_, text, records) => {
  expect(cellsOf(text, { cut: false })).toEqual(records)
})

test.each<[string, string, (string | null)[][]]>([
  [
    'the last record is left out',
    'a;b\n1;2\n3',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'also inside a quote',
    'a;b\n1;2\n3;"x\ny',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'but a complete one stays',
    'a;b\n1;2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['and the only one too', 'a;b', [['a', 'b']]],
])('of a sample that is cut: %s', (_, text, records) => {
  expect(cellsOf(text, { cut: true })).toEqual(records)
})

test.each<[string, (string | null)[], string[]]>([
  ['names are trimmed and stand on one line', [' id ', 'date de\nnaissance', '\ufeffx'], ['id', 'date de naissance', 'x']],
  ['empty ones are numbered', ['id', null, ' ', ''], ['id', 'column_2', 'column_3', 'column_4']],
  ['repeated ones too', ['name', 'name', 'name'], ['name', 'name_2', 'name_3']],
  ['without taking another’s', ['name', 'name', 'name_2', 'name_2'], ['name', 'name_3', 'name_2', 'name_2_2']],
  ['even if it was made', ['column_2', null], ['column_2', 'column_2_2']],
])('header: %s', (_, header, names) => {
  expect(headerNames([header])).toEqual(names)
})
