import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsOf } from '#engine/detect-cells.ts'
import { withoutExponent } from '#engine/formats/cut-json.ts'
import { json } from '#engine/formats/json.ts'
import { openingOf, scanJson } from '#engine/formats/scan-json.ts'
import { newFields, newScanned } from '#engine/reader.ts'
import { fileFormat } from '#jobs/settings.ts'

type Read = { line: number; byte: number; cells: (string | null)[] | string; raw: string }

/** Reads a text as the import does: planned with a small window, then cut in chunks of whole records. */
function read(text: string, names: string[], { header = 0 } = {}): Read[] {
  const bytes = Buffer.from(text)
  const scanned = newScanned()
  const cutter = json.cutter(fileFormat.parse({ kind: 'json', header }), names)
  const fields = newFields(names.length)
  const found: Read[] = []
  let at = openingOf(bytes, true)
  let line = 1 + (bytes.subarray(0, at).toString().match(/\n/g)?.length ?? 0)
  for (; at < bytes.length; at = scanned.next) {
    cutter.cut(bytes, at, bytes.length, fields, scanned)
    const cells = fields.refusal ? fields.refusal.code : cellsOf(fields, cutter).map((cell) => cell?.text ?? null)
    found.push({ line, byte: at, cells, raw: bytes.subarray(at, scanned.next).toString() })
    line += scanned.lines
  }
  return found
}

const cells = (text: string, names = ['a', 'b'], options = {}) => read(text, names, options).map((record) => record.cells)

describe('what JSON texts hold', () => {
  test.each<[string, string, unknown[]]>([
    [
      'a value a line',
      '{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n',
      [
        ['1', 'x'],
        ['2', 'y'],
      ],
    ],
    [
      'no line end at the end',
      '{"a":1}\r\n{"b":"y"}',
      [
        ['1', null],
        [null, 'y'],
      ],
    ],
    [
      'one list',
      '[{"a":1},{"b":2}]',
      [
        ['1', null],
        [null, '2'],
      ],
    ],
    [
      'a printed list',
      '[\n  {\n    "a": 1\n  },\n  {\n    "b": [1,\n 2]\n  }\n]\n',
      [
        ['1', null],
        [null, '[1,\n 2]'],
      ],
    ],
    [
      'a list that an object wraps',
      '{"count": 2, "data": [{"a":1}, {"a":2}], "more": {"b":[]}}',
      [
        ['1', null],
        ['2', null],
      ],
    ],
    [
      'objects with lists are no wrappers',
      '{"a":1,"b":[{"x":1}]}\n{"a":2}\n',
      [
        ['1', '[{"x":1}]'],
        ['2', null],
      ],
    ],
    [
      'objects behind each other',
      '{"a":1}{"a":2} {"a":3}',
      [
        ['1', null],
        ['2', null],
        ['3', null],
      ],
    ],
    ['an empty list', ' [ ] \n', []],
    [
      'null and nothing',
      '{"a":null}\n{}\n',
      [
        [null, null],
        [null, null],
      ],
    ],
    ['digits as they are', '{"a":12345678901234567890.10,"b":-0.0}', [['12345678901234567890.10', '-0.0']]],
    ['exponents spelt out', '{"a":1.5e3,"b":25E-4}', [['1500', '0.0025']]],
    ['the last of a name counts', '{"a":1,"a":2,"b":"x","b":null}', [['2', null]]],
    ['truth values, objects and lists', '{"a":true,"b":{"c":[1, "]}"]}}', [['true', '{"c":[1, "]}"]}']]],
    ['escapes', String.raw`{"a":"\"\\\/\n\u00e9\ud83d\ude00","\u0062":"x\ty"}`, [['"\\/\né😀', 'x\ty']]],
    ['the empty text', '{"a":"","b":"\\\\N"}', [['', '\\N']]],
    [
      'mixed shapes',
      '[{"a":1},5,"x",null,[1,2],{"a":2}]',
      [['1', null], 'not_an_object', 'not_an_object', 'not_an_object', 'not_an_object', ['2', null]],
    ],
    ['a name that nobody knows', '{"a":1,"c":2}\n{"c":null}\n', ['unknown_field', 'unknown_field']],
    [
      'NUL and half a character',
      '{"a":"\\u0000"}\n{"a":"\\ud83d"}\n{"a":"\\ude00"}\n',
      ['invalid_characters', 'invalid_characters', 'invalid_characters'],
    ],
    ['a tab in a string', '{"a":"x\ty\\n"}', [['x\ty\n', null]]],
    ['not a number', '{"a":NaN,"b":-Infinity}', [['NaN', '-Infinity']]],
  ])('%s', (_, text, expected) => {
    expect(cells(text)).toEqual(expected)
  })

  test.each<[string, string, unknown[]]>([
    [
      'the first row has the names',
      '[["a","b"],[1,"x"],[2,null]]',
      [
        ['a', 'b'],
        ['1', 'x'],
        ['2', null],
      ],
    ],
    ['a list a line', '["a","b"]\n[1,"x"]\n{"a":1}\n', [['a', 'b'], ['1', 'x'], 'not_an_object']],
    ['too few and too many', '[["a","b"],[1],[1,2,3]]', [['a', 'b'], ['1'], ['1', '2']]],
  ])('lists: %s', (_, text, expected) => {
    expect(cells(text, ['a', 'b'], { header: 1 })).toEqual(expected)
  })
})

describe('a broken record costs itself', () => {
  test.each<[string, string, unknown[]]>([
    ['a string without end', '{"a":1}\n{"a":"x}\n{"a":3}\n', [['1'], 'broken_json', ['3']]],
    ['an object without end', '{"a":1}\n{"a":[2,\n{"a":3}\n', [['1'], 'broken_json', ['3']]],
    ['a line that is none', '{"a":1}\noops\n{"a":3}\n', [['1'], 'broken_json', ['3']]],
    ['something behind the object', '{"a":1} x\n{"a":3}\n', ['broken_json', ['3']]],
    ['a missing value', '{"a":1}\n{"a":}\n{"a":3}\n', [['1'], 'broken_json', ['3']]],
    ['in a list on one line', '[{"a":1},{"a":tru},{"a":3}]', [['1'], 'broken_json', ['3']]],
    ['in a list on one line, a string without end', '[{"a":1},{"a":"x},{"a":3},{"a":4}]', [['1'], 'broken_json', ['3'], ['4']]],
    ['in a printed list', '[\n  {\n    "a": 1 2\n  },\n  {\n    "a": 3\n  }\n]\n', ['broken_json', ['3']]],
    [
      'in a printed list, with objects within',
      '[\n  {\n    "a": [\n      {\n        "a": "x\n      },\n      {\n        "a": 7\n      }\n    ]\n  },\n  {\n    "a": 3\n  }\n]\n',
      ['broken_json', ['3']],
    ],
    ['the last one is cut off', '[{"a":1},{"a":2', [['1'], 'broken_json']],
    ['the first one', '{"a":\n{"a":2}\n', ['broken_json', ['2']]],
    ['a bracket too many', '{"a":1}]\n{"a":2}\n', [['1'], ['2']]],
    ['behind a list', '{"data":[{"a":1}],"more":[1,', [['1'], 'broken_json']],
  ])('%s', (_, text, expected) => {
    expect(cells(text, ['a'])).toEqual(expected)
  })

  test('line, offset and text are those of the file', () => {
    expect(read('[\n {"a":1},\n\n {"a":\r\n  "é"},\n oops,\n {"a":2}\n]\n', ['a'])).toEqual([
      { line: 2, byte: 3, cells: ['1'], raw: '{"a":1},\n\n ' },
      { line: 4, byte: 14, cells: ['é'], raw: '{"a":\r\n  "é"},\n ' },
      { line: 6, byte: 31, cells: 'broken_json', raw: 'oops,\n ' },
      { line: 7, byte: 38, cells: ['2'], raw: '{"a":2}\n]\n' },
    ])
  })
})

test('numbers without exponent are the same numbers', () => {
  expect(['1e0', '-1.50E2', '12e-3', '0e5', '9.99e+3', '1e-7'].map(withoutExponent)).toEqual([
    '1',
    '-150',
    '0.012',
    '0',
    '9990',
    '0.0000001',
  ])
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => Number(withoutExponent(value.toExponential())) === value),
  )
})

test('every value comes back, however the text is written', () => {
  const value = fc.record({
    a: fc.oneof(fc.jsonValue(), fc.string()),
    b: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
  })
  const inLines = (values: unknown[]) => values.map((each) => `${JSON.stringify(each)}\n`).join('')
  const shape = fc.constantFrom(
    inLines,
    (values: unknown[]) => JSON.stringify(values),
    (values: unknown[]) => JSON.stringify(values, null, 2),
    (values: unknown[]) => JSON.stringify({ of: values.length, data: values, done: true }),
  )
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), shape, (values, write) => {
      const text = write(values)
      // One object by itself that has a list of objects wraps them.
      fc.pre(write !== inLines || values.length > 1 || !(Array.isArray(values[0]?.a) && /^\[\{/.test(JSON.stringify(values[0].a))))
      // What cannot be kept in a database is refused, and tested above.
      fc.pre(!/\\u0000|\\ud[89a-f]/.test(text))
      const found = cells(text)
      expect(found).toHaveLength(values.length)
      for (const [index, { a, b }] of values.entries()) {
        const [first, second] = found[index] as (string | null)[]
        if (typeof a === 'string') expect(first).toBe(a)
        else if (a === null) expect(first).toBeNull()
        else expect(JSON.parse(first as string)).toEqual(JSON.parse(JSON.stringify(a)))
        expect(second === null ? null : JSON.parse(second as string)).toEqual(JSON.parse(JSON.stringify(b)))
      }
    }),
  )
})

test('what is cut does not depend on where the text is cut into chunks, nor on the size of the window', () => {
  const line = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.record({ a: fc.jsonValue() }).map((value) => JSON.stringify(value, null, 2)),
    fc.constantFrom('{"a":"x', '}', '{"a":[', 'oops', '{"a":1},{"a":2}', '[', ']', '', ' ', '{"a":[{"b":1},{"c":"', '"', '{"a":1}]', '},{'),
  )
  const text = fc.array(line).chain((lines) => fc.constantFrom('\n', '\r\n', ',', ',\n  ').map((sign) => lines.join(sign)))
  const cutter = json.cutter(fileFormat.parse({ kind: 'json', header: 0 }), ['a'])
  const fields = newFields(1)
  fc.assert(
    fc.property(text, (written) => {
      const bytes = Buffer.from(written)
      const planned: number[] = []
      const scanned = newScanned()
      // As planned: what is not complete is asked again with more bytes.
      for (let at = openingOf(bytes, true); at < bytes.length; at = scanned.next) {
        planned.push(at)
        let end = Math.min(at + 1, bytes.length)
        do {
          scanJson(bytes, at, end, end === bytes.length, scanned)
          end = Math.min(end + 3, bytes.length)
        } while (!scanned.complete)
        expect(scanned.next).toBeGreaterThan(at)
      }
      // As cut, in chunks of two records.
      for (let i = 0; i < planned.length; i += 2) {
        const end = planned[i + 2] ?? bytes.length
        cutter.cut(bytes, planned[i] as number, end, fields, scanned)
        expect(scanned.next).toBe(planned[i + 1] ?? bytes.length)
      }
    }),
    { numRuns: 500 },
  )
})
