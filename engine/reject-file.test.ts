import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Db } from '#db/client.ts'
import { rejects } from '#db/schema.ts'
import { detectFile } from '#engine/detect.ts'
import { readerOf } from '#engine/readers.ts'
import { readRecord, recordShape, writeRecord } from '#engine/record-cells.ts'
import { type RejectFileWords, rejectsAsCsv, rejectsAsXlsx } from '#engine/reject-file.ts'
import { type ColumnMapping, fileFormat, type ImportSettings } from '#jobs/settings.ts'
import { env } from '#lib/env.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const WORDS: RejectFileWords = {
  line: 'Zeile',
  reason: 'Grund',
  original: 'Datensatz wie in der Datei',
  sheet: 'Zurückweisungen',
  say: (code) => `Grund: ${code}`,
}
const MARKS = ['Zeile (Quayside)', 'Grund (Quayside)', 'Datensatz wie in der Datei (Quayside)']

const settingsOf = (names: string[], format: Partial<ImportSettings['format']>, decimalSign: ',' | '.' = '.'): ImportSettings => ({
  fileId: randomUUID(),
  format: fileFormat.parse(format),
  columns: names.map((name): ColumnMapping => ({ name, target: name, decimalSign, dateOrder: 'ymd' })),
})

async function jobWith(db: Db, settings: ImportSettings, raws: (string | { raw: string; repaired: string })[]) {
  const id = await insertJob(db, 'finished', { settings })
  const given = raws.map((one) => (typeof one === 'string' ? { raw: one } : one))
  if (given.length > 0)
    await db
      .insert(rejects)
      .values(
        given.map((one, index) => ({ jobId: id, record: index + 1, line: index + 2, kind: 'value' as const, code: 'required', ...one })),
      )
  return { id, settings }
}

async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const found: Buffer[] = []
  for await (const piece of pieces) found.push(piece)
  return Buffer.concat(found)
}

/** What an import makes of a file: its columns, and the cells of each record, null for no value, or why it is refused. */
async function importAgain(name: string, bytes: Buffer): Promise<{ names: string[]; records: ((string | null)[] | string)[] }> {
  const path = join(env.dataDir, `${randomUUID()}-${name}`)
  await writeFile(path, bytes)
  const result = await detectFile(path)
  if (!result.ok) throw new Error(result.failure.code)
  const { format, columns } = result.detection
  const names = columns.map((column) => column.name)
  const shape = recordShape(format, names)
  const parts: Buffer[] = []
  for await (const part of readerOf(format).toText?.(path, format) ?? [bytes]) parts.push(part)
  const text = Buffer.concat(parts)
    .toString()
    .replace(/^\uFEFF/, '')
  // Whole records, as the import cuts them.
  const lines = format.kind === 'xlsx' ? text.split('\n').slice(0, -1) : text.split('\r\n').slice(0, -1)
  expect(lines.length).toBeGreaterThan(0)
  const records = lines.slice(1).map((line) => {
    const { cells, refusal } = readRecord(line, shape)
    return refusal ? refusal.code : (cells ?? []).map((cell) => cell.text)
  })
  return { names, records }
}

test('a CSV has the columns of its file in their order and with their separator, then line, reason and what cannot be cut', async ({
  db,
}) => {
  const job = await jobWith(db, settingsOf(['code', 'town', 'amount'], { separator: ';', quote: '"' }), [
    '1;Lyon;12,50',
    '2;"say ""hi"", you";-3',
    '3;only',
    '4;"";x',
    { raw: '5;Nice;abc', repaired: '5;Nice;7' },
  ])
  expect((await whole(rejectsAsCsv(db, job, {}, WORDS))).toString()).toBe(
    [
      `\uFEFFcode;town;amount;${MARKS.join(';')}`,
      '1;Lyon;"12,50";2;Grund: required;',
      '2;"say ""hi"", you";-3;3;Grund: required;',
      ';;;4;Grund: required;"3;only"',
      '4;"";x;5;Grund: required;',
      '5;Nice;7;6;Grund: required;',
      '',
    ].join('\r\n'),
  )
  expect((await whole(rejectsAsCsv(db, job, { records: [3] }, WORDS))).toString().split('\r\n')).toHaveLength(3)
})

test('what a spreadsheet would execute is made text and comes in as it was; numbers with a sign stay numbers', async ({ db }) => {
  const values = [
    '=1+1',
    '+cmd|0',
    '-2+3',
    '@SUM(A1)',
    '\tx',
    "'=x",
    "''-y",
    '＝1',
    "'plain",
    '-5',
    '+7',
    '-1.234,50',
    '-1 234,50',
    '-3 %',
    '+49 30 123',
    '-',
    'plain',
  ]
  const shape = recordShape(fileFormat.parse({ separator: ';' }), ['id', 'value'])
  const raws = values.map(
    (text, index) =>
      writeRecord(
        [
          { text: String(index), kind: 'text' },
          { text, kind: 'text' },
        ],
        shape,
      ) ?? '',
  )
  const job = await jobWith(db, settingsOf(['id', 'value'], { separator: ';' }), raws)
  const csv = await whole(rejectsAsCsv(db, job, {}, WORDS))
  const written = csv
    .toString()
    .split('\r\n')
    .slice(1, -1)
    .map((line) => /^\d+;("(?:[^"]|"")*"|[^;]*);/.exec(line)?.[1]?.replace(/^"|"$/g, ''))
  for (const [index, value] of values.entries())
    if (/^[+-]\d[\d., ]*%?$/.test(value) && value !== '-2+3') expect(written[index]?.trim()).toBe(value)
    else expect(written[index]).not.toMatch(/^[=+\-@\t\r\n＝]/)
  const { names, records } = await importAgain('again.csv', csv)
  expect(names).toEqual(['id', 'value', ...MARKS])
  expect(records.map((record) => record[1])).toEqual(values)
})

test('whatever stands in the cells, both kinds of file give it back', { timeout: 120_000 }, async ({ db }) => {
  const cell = fc.oneof(
    fc.constantFrom(
      null,
      '=1',
      '-5',
      '007',
      '1234567890123456789',
      'a;b',
      'a,b',
      '"',
      "'",
      "it's",
      ' x ',
      '\\N',
      '_x0041_',
      '12.50',
      '0',
      '-0',
      '１',
      '<b>&',
      'Zoë\u0301',
    ),
    // A few bytes of which many are control characters are taken for no text at all.
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => text.isWellFormed() && !/[\p{Control}\uFEFF]/u.test(text)),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(';', ',', '\t', '|'),
      async (rows, separator) => {
        const names = ['Kunden-Nr', 'Ort', 'Bemerkung']
        const shape = recordShape(fileFormat.parse({ separator }), names)
        const texts = rows.flatMap(([a, b], index) => {
          const cells = [`K${index}`, a, b].map((text) => ({ text, kind: 'text' as const }))
          const text = writeRecord(cells, shape)
          return text === null ? [] : [{ cells, text }]
        })
        fc.pre(texts.length > 0)
        const job = await jobWith(
          db,
          settingsOf(names, { separator }),
          texts.map(({ text }) => text),
        )
        const expected = texts.map(({ cells }) => cells.map(({ text }) => text))
        const asCsv = await importAgain('again.csv', await whole(rejectsAsCsv(db, job, {}, WORDS)))
        expect(asCsv.names).toEqual([...names, ...MARKS])
        expect(asCsv.records.map((record) => record.slice(0, 3))).toEqual(expected)
        const asXlsx = await importAgain('again.xlsx', await whole(rejectsAsXlsx(db, job, {}, WORDS)))
        expect(asXlsx.names).toEqual([...names, ...MARKS])
        // A sheet has no text without letters.
        expect(asXlsx.records.map((record) => (record as (string | null)[]).slice(0, 3).map((text) => text || null))).toEqual(
          expected.map((record) => record.map((text) => text || null)),
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('what could not be cut is refused again as long as nobody has put it into cells', async ({ db }) => {
  const job = await jobWith(db, settingsOf(['code', 'town'], { separator: ';' }), ['1', '2;a;b', '3;Lyon'])
  for (const [name, bytes] of [
    ['again.csv', await whole(rejectsAsCsv(db, job, {}, WORDS))],
    ['again.xlsx', await whole(rejectsAsXlsx(db, job, {}, WORDS))],
  ] as const) {
    const { records } = await importAgain(name, bytes)
    expect(records[0]).toBe('too_few_fields')
    expect(records[1]).toBe('too_few_fields')
    expect(records[2]?.slice(0, 2)).toEqual(['3', 'Lyon'])
  }
})

test('a long record is cut into its columns as any other', async ({ db }) => {
  const long = 'x'.repeat(30_000)
  const job = await jobWith(db, settingsOf(['code', 'note'], { separator: ';' }), [`1;${long}`])
  const [, line] = (await whole(rejectsAsCsv(db, job, {}, WORDS))).toString().split('\r\n')
  expect(line).toBe(`1;${long};2;Grund: required;`)
})

test('numbers of JSON are written as is usual in the column, and other kinds of files by semicolons', async ({ db }) => {
  const job = await jobWith(db, settingsOf(['code', 'amount'], { kind: 'json', header: 0 }, ','), [
    '{"code":1,"amount":2.5}',
    '{"code":2,"amount":"2,5"}',
  ])
  const lines = (await whole(rejectsAsCsv(db, job, {}, WORDS))).toString().split('\r\n')
  expect(lines[1]).toBe('1;"2,5";2;Grund: required;')
  expect(lines[2]).toBe('2;"2,5";3;Grund: required;')
})

test('a job without columns gives line, reason and the records', async ({ db }) => {
  const id = await insertJob(db, 'finished_with_errors', {})
  await db.insert(rejects).values({ jobId: id, record: 1, line: 1, kind: 'text', code: 'broken_quote', raw: 'a"b' })
  const csv = (await whole(rejectsAsCsv(db, { id, settings: {} }, {}, WORDS))).toString()
  expect(csv).toBe(`\uFEFF${MARKS.join(';')}\r\n1;Grund: broken_quote;"a""b"\r\n`)
})
