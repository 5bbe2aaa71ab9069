import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { detectBytes, detectFile } from '#engine/detect.ts'
import type { Detection } from '#jobs/detection.ts'
import { type Encoding, SEPARATORS } from '#jobs/settings.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quayside-detect-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function detect(bytes: string | Uint8Array) {
  const path = join(dir, 'file')
  await writeFile(path, bytes)
  return detectFile(path)
}

async function detected(bytes: string | Uint8Array): Promise<Detection> {
  const result = await detect(bytes)
  if (!result.ok) throw new Error(result.failure.code)
  return result.detection
}

describe('files that tell nothing', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['no bytes', '', 'file_empty'],
    ['only a mark', '\ufeff', 'file_empty'],
    ['only a mark, UTF-16', Uint8Array.of(0xff, 0xfe), 'file_empty'],
    ['only blank lines', '\r\n  \n\t\n', 'file_empty'],
    ['NULs', 'id;name\n1;a\0\0\0b\n', 'file_not_text'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13), 'file_not_text'],
  ])('%s', async (_, bytes, code) => {
    expect(await detect(bytes)).toEqual({ ok: false, failure: { code } })
  })
})

describe('separator and quote', () => {
  test.each<[string, string, string, string, number]>([
    ['comma', 'id,name\n1,Anna\n', ',', '"', 2],
    ['semicolon', 'id;name\n1;Anna\n', ';', '"', 2],
    ['tab', 'id\tname\n1\tAnna\n', '\t', '"', 2],
    ['bar', 'id|name\n1|Anna\n', '|', '"', 2],
    ['only a header', 'id;name;city\n', ';', '"', 3],
    ['one column', 'name\nAnna\nBruno\n', ',', '"', 1],
    ['one column of decimals with comma', 'price\n1,5\n2,5\n', ';', '"', 1],
    ['one column of sentences', 'remark\nHello, world\nYes; no\nfine\n', '\t', '"', 1],
    ['semicolon beside decimal commas', 'id;price;rate\n1;1,5;2,5\n2;1,5;2,5\n', ';', '"', 3],
    ['semicolon beside a comma in each header and record', 'price, net;date\n1,5;2026-01-02\n2,5;2026-01-02\n', ';', '"', 2],
    ['tab beside commas', 'name\tcity\nDoe, Jane\tRoma, IT\n', '\t', '"', 2],
    ['comma inside quotes', 'name;city\n"a,b,c";x\n"d,e,f";y\n', ';', '"', 2],
    ['semicolons inside quotes', 'name,city\n"a;b",x\n"d;e",y\n', ',', '"', 2],
    ['line ends inside quotes', 'name,city\n"a\nb;c\n",x\n"d\n\n",y\n', ',', '"', 2],
    ['single quotes', "name,city\n'a,b','x'\n'O''Hara','y'\n", ',', "'", 2],
    ['apostrophes', "nom;ville\nd'Arc;L'Isle\n't Hooft;'s-Gravenhage\n", ';', '"', 2],
    ['both', 'nom;ville\n"d\'Arc";\'s\n"x;y";z\n', ';', '"', 2],
    ['a separator at each line’s end', 'a;b\n1;2;\n3;4;\n5;6;\n', ';', '"', 2],
    ['some bad records', `a;b;c\n${'1;2,5;3\n'.repeat(12)}1;2\n1;2;3;4\n`, ';', '"', 3],
    ['a quote that never closes', `a;b;c\n1;"2;3\n${'1;2;3\n'.repeat(12)}`, ';', '"', 3],
    ['old line ends', 'a;b\r1;2\r3;4\r', ';', '"', 2],
  ])('%s', async (_, text, separator, quote, columns) => {
    const detection = await detected(text)
    expect({ ...detection.format, columns: detection.columns.length }).toMatchObject({ encoding: 'utf-8', separator, quote, columns })
  })
})

describe('habits of the file', () => {
  const habits = async (text: string) =>
    (await detected(text)).columns.map(({ decimalSign, dateOrder, ambiguous }) => [decimalSign, dateOrder, ambiguous])

  test.each<[string, string, [string, string, boolean][]]>([
    [
      'semicolon suggests a decimal comma',
      'n;d\n1.234;03/04/2026\n',
      [
        [',', 'dmy', true],
        [',', 'dmy', true],
      ],
    ],
    [
      'else the point',
      'n|d\n1.234|03/04/2026\n',
      [
        ['.', 'dmy', true],
        ['.', 'dmy', true],
      ],
    ],
    [
      'another column tells the day',
      'a;b\n03/04/2026;25/12/2026\n',
      [
        [',', 'dmy', true],
        [',', 'dmy', false],
      ],
    ],
    [
      'another column tells the month',
      'a;b\n03/04/2026;12/25/2026\n',
      [
        [',', 'mdy', true],
        [',', 'mdy', false],
      ],
    ],
    [
      'ISO says nothing about a year behind',
      'a;b;c\n03/04/2026;2026-12-25;x\n',
      [
        [',', 'dmy', true],
        [',', 'ymd', false],
        [',', 'ymd', false],
      ],
    ],
    [
      'ISO throughout',
      'a;b\n2026-12-25;\n',
      [
        [',', 'ymd', false],
        [',', 'ymd', false],
      ],
    ],
    [
      'another column tells the sign',
      'a;b;c\n1.234;2.50;x\n',
      [
        ['.', 'dmy', true],
        ['.', 'dmy', false],
        ['.', 'dmy', false],
      ],
    ],
    [
      'and does not overrule a column’s own',
      'a|b|c\n1,5|2.50|3.50\n',
      [
        [',', 'dmy', false],
        ['.', 'dmy', false],
        ['.', 'dmy', false],
      ],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await habits(text)).toEqual(expected)
  })

  test('records of another count of fields tell nothing about the columns', async () => {
    const { columns, sample } = await detected('a;b\n1;2\nx\ny;z;w\n3;4\n5;6\n7;8\n')
    expect(columns.map(({ looks }) => looks)).toEqual(['whole_number', 'whole_number'])
    expect(sample).toEqual([['1', '2'], ['x'], ['y', 'z', 'w'], ['3', '4'], ['5', '6'], ['7', '8']])
  })
})

test('everything at once, exactly', async () => {
  const text = '\ufeffN° ; Nom;Né(e) le;Montant;;Nom\r\n1;"Durand; Zoé";25/12/1990;"1 234,50";;x\r\n2;O’Hara;01/02/1991;12;;\r\n'
  expect(await detected(Buffer.from(text, 'utf16le'))).toMatchObject({
    format: { encoding: 'utf-16le', separator: ';', quote: '"' },
    columns: [
      { name: 'N°', looks: 'whole_number', decimalSign: ',', dateOrder: 'dmy', ambiguous: false, nullable: false, longest: 1 },
      { name: 'Nom', looks: 'text', decimalSign: ',', dateOrder: 'dmy', ambiguous: false, nullable: false, longest: 11 },
      { name: 'Né(e) le', looks: 'date', decimalSign: ',', dateOrder: 'dmy', ambiguous: false, nullable: false, longest: 10 },
      { name: 'Montant', looks: 'decimal', decimalSign: ',', dateOrder: 'dmy', ambiguous: false, nullable: false, longest: 8 },
      { name: 'column_5', looks: 'empty', decimalSign: ',', dateOrder: 'dmy', ambiguous: false, nullable: true, longest: 0 },
      { name: 'Nom_2', looks: 'text', decimalSign: ',', dateOrder: 'dmy', ambiguous: false, nullable: true, longest: 1 },
    ],
    sample: [
      ['1', 'Durand; Zoé', '25/12/1990', '1 234,50', null, 'x'],
      ['2', 'O’Hara', '01/02/1991', '12', null, null],
    ],
  })
})

// Were it read as a whole, the test would run out of time.
test('a file of gigabytes is answered from its head', async () => {
  const path = join(dir, 'large')
  const line = '1;"Zoé, ""la grande""";25/12/1990;1.234,50;zoe@example.com;oui\n'
  const file = await open(path, 'w')
  await file.write(`id;nom;né le;montant;courriel;actif\n${line.repeat(40_000)}`)
  await file.truncate(5 * 1024 ** 3)
  await file.close()
  const result = await detectFile(path)
  expect(result.ok && result.detection.columns.map(({ looks }) => looks)).toEqual([
    'whole_number',
    'text',
    'date',
    'decimal',
    'email',
    'boolean',
  ])
  expect(result.ok && result.detection.sample).toHaveLength(50)
})

describe('any table, written with any separator and quote', () => {
  // Left out are characters that are no text, and the other quote sign where a field could begin with it: two readings are
  // right then. Names are plain, since a header with separators in it is a guess for people too.
  const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((cell) => cell.replace(/[^\P{Cc}\t\n]|\ufeff/gu, ''))
  const punctuation = fc
    .array(fc.constantFrom(',', ';', '\t', '|', '"', "'", ' ', '\n', '\r\n', 'é', '€', '1', 'x'), { maxLength: 8 })
    .map((parts) => parts.join(''))
  const cell = fc.oneof(fc.constant(null), text, punctuation).map((value) => value || null)
  const tables = fc
    .integer({ min: 2, max: 6 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 20 }))
  const ways = fc.record({
    separator: fc.constantFrom(...SEPARATORS, '||', ';;', '~|~', '\t|\t', '§'),
    quote: fc.constantFrom('"' as const, "'" as const),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    all: fc.boolean(),
    encoding: fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be'),
  })

  test('is read back', async () => {
    await fc.assert(
      fc.asyncProperty(tables, ways, async (given, { separator, quote, lineEnd, all, encoding }) => {
        const misleading = quote === '"' ? /(?<=[,;|\s])'/g : /(?<=[,;|\s])"/g
        const records = given.map((record) => record.map((value) => (value === null ? null : value.replace(misleading, 'x'))))
        const quoted = (value: string) => `${quote}${value.replaceAll(quote, quote + quote)}${quote}`
        const special = (value: string) => /^["']|[\r\n]/.test(value) || [...separator, quote].some((sign) => value.includes(sign))
        // A run of spaces is one, so that nothing between them cannot be written.
        const write = (value: string | null) =>
          value === null ? (separator === ' ' ? quoted('') : '') : all || special(value) ? quoted(value) : value
        const header = (records[0] ?? []).map((_, index) => (all ? quoted(`name${index}`) : `name${index}`))
        const lines = [header, ...records.map((record) => record.map(write))].map((fields) => fields.join(separator) + lineEnd)
        // The mark makes the encoding certain: short texts in UTF-16 without Latin letters have no other sign of it.
        const marked = `\ufeff${lines.join('')}`
        const utf16 = Buffer.from(marked, 'utf16le')
        const detection = await detected(encoding === 'utf-8' ? marked : encoding === 'utf-16le' ? utf16 : utf16.swap16())
        const singleSeen = all || records.flat().some((value) => (value === null ? separator === ' ' : special(value)))
        expect(detection.format).toMatchObject({ encoding, separator, quote: singleSeen ? quote : '"' })
        expect(detection.sample).toEqual(separator === ' ' ? records.map((record) => record.map((value) => value ?? '')) : records)
      }),
      { numRuns: 200 },
    )
  })
})

test('any table with quotes within quotes behind backslashes is read back', () => {
  const word = fc.constantFrom('a', 'say "hello"', 'C:\\new', 'x, y', 'two\nlines', '5" pipe', '""', '\\', 'é')
  const tables = fc.array(fc.array(word, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(tables, fc.constantFrom(',', ';', '\t', '||'), fc.constantFrom('\n', '\r\n'), (given, separator, lineEnd) => {
      // Without a quote behind a backslash nothing tells that it is an escape.
      const records = [['5" pipe', 'a', 'b'], ...given]
      const write = (value: string) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
      const lines = [['name0', 'name1', 'name2'], ...records].map((record) => record.map(write).join(separator) + lineEnd)
      const result = detectBytes(Buffer.from(lines.join('')), { cut: false })
      expect(result).toMatchObject({ ok: true, detection: { format: { separator, quote: '"', escape: 'backslash' }, sample: records } })
    }),
    { numRuns: 300 },
  )
})

test('any table as Postgres and MySQL write text is read back', () => {
  const word = fc.constantFrom('a', 'x\ty', 'two\nlines', 'C:\\new', '"', '5" pipe', "'s", 'é', null, '\\N')
  const tables = fc.array(fc.array(word, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(tables, (given) => {
      // Two fields that are nothing but a quote sign may hold between them what then reads as one quoted field.
      fc.pre(given.flat().filter((value) => value === '"').length < 2)
      const records = [['id', 'x', null], ...given]
      const write = (value: string | null) =>
        value === null ? '\\N' : value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n')
      const text = ['a\tb\tc', ...records.map((record) => record.map(write).join('\t')), ''].join('\n')
      const result = detectBytes(Buffer.from(text), { cut: false }, { header: 1 })
      expect(result).toMatchObject({
        ok: true,
        detection: { format: { separator: '\t', quote: '', escape: 'backslash' }, sample: records },
      })
    }),
    { numRuns: 300 },
  )
})

test('what a person says about a file is not guessed', () => {
  const result = detectBytes(Buffer.from('a;b,c\n1;2,3\n'), { cut: false }, { separator: ',', encoding: 'windows-1252' })
  expect(result).toMatchObject({ ok: true, detection: { format: { encoding: 'windows-1252', separator: ',', quote: '"' } } })
})
