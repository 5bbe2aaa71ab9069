import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutAnyRecord } from '#engine/formats/cut-any-delimited.ts'
import { cutRecord } from '#engine/formats/cut-delimited.ts'
import { delimited } from '#engine/formats/delimited.ts'
import { cutsOf } from '#engine/formats/scan-delimited.ts'
import { ESCAPED, newFields, newScanned, PLAIN, RECORD_LIMIT } from '#engine/reader.ts'
import { type FileFormat, fileFormat } from '#jobs/settings.ts'

type Read = { cells: (string | null)[]; count: number; line: number; code?: string }

/** Reads a text as an import does: records are found first, with what follows still unknown, then cut. */
function read(text: string, given: Partial<FileFormat>, width = 100): Read[] {
  const cutter = delimited.cutter(fileFormat.parse(given), [])
  const bytes = Buffer.from(text)
  const found = newScanned()
  const scanned = newScanned()
  const fields = newFields(width)
  const records: Read[] = []
  let line = 1
  for (let at = 0; at < bytes.length; ) {
    // The window ends a little further each time: what is said to be complete must not change with what comes.
    let window = at + 1
    cutter.scan(bytes, at, window, window === bytes.length, found)
    while (!found.complete && window < bytes.length) {
      window = Math.min(bytes.length, window < at + 64 ? window + 1 : 2 * window - at)
      cutter.scan(bytes, at, window, window === bytes.length, found)
    }
    expect(found.complete).toBe(true)
    cutter.cut(bytes, at, bytes.length, fields, scanned)
    if (!found.open) expect({ next: scanned.next, lines: scanned.lines }).toEqual({ next: found.next, lines: found.lines })
    const cells = Array.from({ length: Math.min(fields.count, width) }, (_, i) => {
      const [from, to, kind] = [fields.starts[i] as number, fields.ends[i] as number, fields.kinds[i]]
      const value = Buffer.from(kind === ESCAPED ? cutter.unescape(fields.source, from, to) : fields.source.subarray(from, to)).toString()
      return kind === PLAIN && (value === '' || value === '\\N') ? null : value
    })
    records.push({ cells, count: fields.count, line, ...(fields.refusal && { code: fields.refusal.code }) })
    line += scanned.lines
    at = scanned.next
  }
  return records
}

const cellsOf = (text: string, given: Partial<FileFormat>, width?: number) => read(text, given, width).map(({ cells }) => cells)

describe('dialects', () => {
  test.each<[string, Partial<FileFormat>, string, (string | null)[][]]>([
    [
      'two bars',
      { separator: '||' },
      'a||b||c\n1||"x||y"||\n',
      [
        ['a', 'b', 'c'],
        ['1', 'x||y', null],
      ],
    ],
    ['half a separator is text', { separator: '||' }, 'a|b||c\n', [['a|b', 'c']]],
    [
      'a tilde on each side',
      { separator: '~|~' },
      'a~|~b\r\n~|~~|\r\n',
      [
        ['a', 'b'],
        [null, '~|'],
      ],
    ],
    [
      'tabs around a bar',
      { separator: '\t|\t' },
      'a\t|\tb\n\t|\t\n',
      [
        ['a', 'b'],
        [null, null],
      ],
    ],
    ['a comma and a blank', { separator: ', ' }, 'a, "b, c", d\n', [['a', 'b, c', 'd']]],
    [
      'a sign of two bytes',
      { separator: '§' },
      'é§ü\n"§"§x',
      [
        ['é', 'ü'],
        ['§', 'x'],
      ],
    ],
    [
      'runs of spaces are one',
      { separator: ' ' },
      '  a   b c  \n1 "x  y" ""\n',
      [
        ['a', 'b', 'c'],
        ['1', 'x  y', ''],
      ],
    ],
    ['nothing but spaces', { separator: ' ' }, '   \na b\n', [[null], ['a', 'b']]],
    [
      'no quote',
      { quote: '' },
      '"a,b"\n5" pipe,"x\n',
      [
        ['"a', 'b"'],
        ['5" pipe', '"x'],
      ],
    ],
    ['no quote, two bars', { quote: '', separator: '||' }, '"a||b"\n', [['"a', 'b"']]],
    ['single quotes', { quote: "'" }, `'a,b','O''Hara',"x"\n`, [['a,b', "O'Hara", '"x"']]],
    [
      'a backslash before a quote',
      { escape: 'backslash' },
      '"a \\"b\\", c",2\n"\\\\",3\n',
      [
        ['a "b", c', '2'],
        ['\\', '3'],
      ],
    ],
    ['with backslashes, doubled quotes too', { escape: 'backslash' }, '"a ""b""",2\n', [['a "b"', '2']]],
    ['a path between quotes', { escape: 'backslash' }, '"C:\\new\\table",2\n', [['C:\\new\\table', '2']]],
    [
      'backslashes outside of quotes',
      { escape: 'backslash' },
      'a\\,b,c\\"d\nx\\\ny,2\n',
      [
        ['a,b', 'c"d'],
        ['x\ny', '2'],
      ],
    ],
    [
      'as Postgres writes text',
      { separator: '\t', quote: '', escape: 'backslash' },
      'a\\tb\tc\\nd\t\\N\n\\\\N\tC:\\\\new\t\\\t\n"\t\t\\x\n',
      [
        ['a\tb', 'c\nd', null],
        ['\\N', 'C:\\new', '\t'],
        ['"', null, '\\x'],
      ],
    ],
    ['a backslash at the end', { escape: 'backslash' }, 'a,b\\', [['a', 'b\\']]],
    [
      'line ends mixed',
      {},
      'a,b\r\nc,d\re,f\ng,h',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
        ['g', 'h'],
      ],
    ],
    [
      'CR alone, two bars',
      { separator: '||' },
      'a||b\rc||d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('%s', (_, given, text, cells) => {
    expect(cellsOf(text, given)).toEqual(cells)
  })

  test.each([{}, { separator: '||' }, { escape: 'backslash' }] as const)('a broken quote costs its own line: %o', (given) => {
    const text = '1,a\n2,"open\n3,b\n4,"c, d"\n5,"e"x\n6,"f'.replaceAll(',', 'separator' in given ? '||' : ',')
    expect(read(text, given).map(({ line, count, code }) => [line, count, code])).toEqual([
      [1, 2, undefined],
      [2, 2, 'broken_quote'],
      [3, 2, undefined],
      [4, 2, undefined],
      [5, 2, 'broken_quote'],
      [6, 2, 'broken_quote'],
    ])
  })

  test.each<[string, string, Partial<FileFormat>, number[]]>([
    ['empty fields beyond the width are none', 'a,b,,,\n1,2,\n3,4\n', {}, [2, 2, 2]],
    ['others are', 'a,b,,x\n"1",2,,3\n', {}, [4, 4]],
    ['quoted ones too', '"a","b","",\n"1","2","","x"\n', {}, [2, 4]],
    ['with any separator', 'a||b||||\n1||2||||x\n', { separator: '||' }, [2, 4]],
    ['too few remain too few', 'a\n,\n', {}, [1, 2]],
  ])('%s', (_, text, given, counts) => {
    expect(read(text, given, 2).map(({ count }) => count)).toEqual(counts)
  })
})

describe('limits', () => {
  test.each([{}, { separator: '||' }])('a quote may hold megabytes in one line, not over lines: %o', (given) => {
    const between = given.separator ?? ','
    const long = 'x'.repeat(2 * RECORD_LIMIT)
    expect(read(`1${between}"${long}"\n2${between}"y"\n`, given).map(({ count, code }) => [count, code])).toEqual([
      [2, undefined],
      [2, undefined],
    ])
    const lines = `${'x'.repeat(1023)}\n`.repeat((2 * RECORD_LIMIT) / 1024)
    const records = read(`1${between}"${lines}"\n2${between}"y"\n`, given)
    expect(records[0]).toMatchObject({ line: 1, code: 'broken_quote' })
    expect(records.at(-1)).toMatchObject({ line: 2050, cells: ['2', 'y'] })
    expect(records).toHaveLength(2050)
  })

  test('lines that all end with a backslash do not become one record', () => {
    const records = read(`${'x'.repeat(1023)}\\\n`.repeat(3000), { quote: '', escape: 'backslash' })
    expect(records.map(({ code }) => code)).toEqual(['broken_quote', 'broken_quote', undefined])
  })
})

describe('any table in any dialect', () => {
  const punctuation = fc
    .array(fc.constantFrom(',', ';', '\t', '|', '~', '"', "'", '\\', ' ', '\n', '\r\n', 'é', '€', '1', 'x'), { maxLength: 8 })
    .map((parts) => parts.join(''))
  const cell = fc.option(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), punctuation))
  const tables = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }))
  const dialects = fc.record({
    separator: fc.constantFrom(',', ';', '\t', '|', ' ', '||', ';;', '~|~', '\t|\t', '§'),
    quote: fc.constantFrom('"' as const, "'" as const, '' as const),
    escape: fc.constantFrom('doubled' as const, 'backslash' as const),
  })

  test('is read back', () => {
    fc.assert(
      fc.property(tables, dialects, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), (table, dialect, lineEnd, all) => {
        const { separator, quote } = dialect
        const backslash = dialect.escape === 'backslash'
        const given =
          quote === '' && !backslash ? table.map((record) => record.map((value) => value?.replace(/[\r\n]/g, '') ?? null)) : table
        const write = (value: string | null): string | null => {
          // Where nothing quotes or escapes, a text cannot hold what cuts.
          if (quote === '' && !backslash) {
            const plain = (value ?? '').replaceAll(separator, '').replaceAll(separator[0] as string, '')
            return separator === ' ' && plain === '' ? 'x' : plain
          }
          if (quote === '') {
            if (value === null || value === '') return '\\N'
            return value
              .replace(/[\\\r\n]/g, (sign) => (sign === '\\' ? '\\\\' : sign === '\n' ? '\\n' : '\\r'))
              .replaceAll(separator[0] as string, `\\${separator[0]}`)
          }
          if (value === null) return separator === ' ' ? `${quote}${quote}` : ''
          const special =
            all ||
            value === '' ||
            value === '\\N' ||
            /^["']|[\r\n\\ ]/.test(value) ||
            value.includes(separator[0] as string) ||
            value.includes(quote)
          if (!special) return value
          const inner = backslash ? value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) : value.replaceAll(quote, quote + quote)
          return `${quote}${inner}${quote}`
        }
        const expected = given.map((record) =>
          record.map((value) => {
            if (quote === '' && !backslash) return write(value) || null
            if (quote === '') return value || null
            return value === null && separator === ' ' ? '' : value
          }),
        )
        const text = given.map((record) => record.map(write).join(separator) + lineEnd).join('')
        const records = read(text, dialect, table[0]?.length)
        expect(records.map(({ code }) => code)).toEqual(expected.map(() => undefined))
        expect(records.map(({ cells }) => cells)).toEqual(expected)
      }),
      { numRuns: 2000 },
    )
  })
})

test('the fast cutter finds what the general one finds, whatever the bytes', () => {
  const [quotes, separators] = [fc.constantFrom(34, 39, -1), fc.constantFrom(44, 59, 9, 124)]
  fc.assert(
    fc.property(separators, quotes, fc.nat(3), fc.array(fc.nat(15), { maxLength: 48 }), (separator, quote, width, picks) => {
      const alphabet = [separator, separator, quote, quote, 10, 13, 97, 97, 32, 9, 0xc3, 0xa9, 0, 44, 34, 255]
      const bytes = Buffer.from(picks.map((pick) => alphabet[pick] as number))
      const general = { separator: Buffer.from([separator]), runs: false, quote, backslash: false }
      const [fast, slow] = [
        { fields: newFields(width + 1), scanned: newScanned() },
        { fields: newFields(width + 1), scanned: newScanned() },
      ]
      for (let at = 0; at < bytes.length; at = fast.scanned.next) {
        cutRecord(bytes, at, bytes.length, cutsOf(separator, quote), fast.fields, fast.scanned)
        cutAnyRecord(bytes, at, bytes.length, general, slow.fields, slow.scanned)
        const count = Math.min(slow.fields.count, width + 1)
        const read = ({ fields: { starts, ends, kinds, source, ...rest } }: typeof fast) => ({
          ...rest,
          cells: [starts, ends, kinds].map((all) => [...all.subarray(0, count)]),
        })
        expect({ ...read(fast), ...fast.scanned }).toEqual({ ...read(slow), ...slow.scanned })
      }
    }),
    { numRuns: 3000 },
  )
})
