import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect } from 'vitest'
import type { Connection } from '#db/client.ts'
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { filesOf, storeCopy, storedPath } from '#jobs/files.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { fileFormat, type ImportDraftSettings } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { env } from '#lib/env.ts'
import { test as base } from '#test/database.ts'
import { runImport } from '#test/import.ts'
import { isIn, jobWhen } from '#test/worker.ts'
import { cell, row, xlsx } from '#test/xlsx.ts'
import { zip } from '#test/zip.ts'
import { startWorker } from '#worker/main.ts'

const test = base.extend('worker', { scope: 'file' }, async ({ url, connection }, { onCleanup }) => {
  await connection.sql`create table people (id bigint primary key, name text not null, born date, balance numeric(10, 2), member boolean, tags jsonb)`
  const worker = await startWorker(url, { slots: 2 })
  onCleanup(() => worker.stop())
  return worker
})

/** Imports into an empty table; the columns go where their names say. */
async function importBytes(
  connection: Connection,
  context: Context,
  bytes: Uint8Array | string,
  settings: Omit<ImportDraftSettings, 'fileId'> = {},
) {
  const { db, sql } = connection
  await sql`truncate people`
  const path = join(env.dataDir, 'given')
  await writeFile(path, bytes)
  const { id: fileId } = await storeCopy(db, path)
  const job = await runImport(context, 'people', { fileId, ...settings })
  const rejects = await sql<Record<string, unknown>[]>`
    select line::int, record::int, byte::int, code, "column", value, raw from quayside.rejects where job_id = ${job.id} order by record`
  const { entries } = await listJournal(db, job.id, { level: 'error' })
  return {
    status: job.status,
    counted: [job.total, job.success, job.rejects, job.empty],
    rows: await sql`select id::text, name, born::text, balance::text, member, tags from people order by people.id`,
    rejects: [...rejects],
    errors: entries.map(({ code, params }) => ({ code, params })),
  }
}

const anna = { id: '1', name: 'Anna', born: '2024-02-29', balance: '1234.56', member: true, tags: { a: [1, null] } }
const bruno = { id: '9007199254740993', name: 'Bruno "B"', born: null, balance: null, member: null, tags: null }

const LINES = [
  '{"id":1,"name":"Anna","born":"2024-02-29","balance":1234.56,"member":true,"tags":{"a":[1,null]}}',
  '{"id":9007199254740993,"name":"Bruno \\"B\\""}',
  '{"id":3,"name":"Cleo","balance":1.234}',
  '{"id":4,"name":null,"balance":1}',
  '{"id":5,"name":"Eva" "born":null}',
  '{"id":6,"name":"Fay","nick":"F"}',
  '{"id":"7","name":7.50}',
  '["id",8]',
  '{}',
  '{"id":1e1,"name":"Gus","balance":"1,5"}',
]
const rejected = (
  line: number,
  byte: number,
  code: string,
  more: { column?: string; value?: string | null; raw: string; record?: number },
) => ({
  line,
  record: line,
  byte,
  code,
  column: null,
  value: null,
  ...more,
})

const NAMES = ['id', 'name', 'born', 'balance', 'member', 'tags']
const columns = NAMES.map((name) => ({ name, target: name, decimalSign: ',' as const, dateOrder: 'dmy' as const }))

test('JSON, a value a line: exact digits whatever sign the columns have, and every record told apart', async ({
  worker,
  connection,
  context,
}) => {
  expect(worker.id).toBeTruthy()
  const found = await importBytes(connection, context, `${LINES.join('\n')}\n`, {
    format: fileFormat.parse({ kind: 'json', header: 0 }),
    columns,
  })
  const at = (line: number) => LINES.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
  expect(found).toEqual({
    status: 'finished',
    counted: [10, 4, 5, 1],
    rows: [anna, { ...bruno, id: '7', name: '7.50' }, { ...bruno, id: '10', name: 'Gus', balance: '1.50' }, bruno],
    rejects: [
      rejected(3, at(3), 'too_many_decimals', { column: 'balance', value: '1.234', raw: LINES[2] as string }),
      rejected(4, at(4), 'required', { column: 'name', raw: LINES[3] as string }),
      rejected(5, at(5), 'broken_json', { raw: LINES[4] as string }),
      rejected(6, at(6), 'unknown_field', { raw: LINES[5] as string }),
      rejected(8, at(8), 'not_an_object', { raw: LINES[7] as string }),
    ],
    errors: [],
  })
})

test('a JSON list of mixed shapes, packed, in UTF-16, its lines and offsets those of the text', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const text = `[\r\n  ${LINES[0]},\r\n  42, null,\r\n  {"id": 2,\r\n   "name": "Zoë"},\r\n  "x", [1]\r\n]\r\n`
  const found = await importBytes(connection, context, gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le')))
  expect(found).toMatchObject({ status: 'finished', counted: [6, 2, 4, 0], rows: [anna, { id: '2', name: 'Zoë' }], errors: [] })
  expect(found.rejects.map(({ line, record, byte, code }) => [line, record, byte, code])).toEqual([
    [3, 2, text.indexOf('42'), 'not_an_object'],
    [3, 3, text.indexOf('null,\r'), 'not_an_object'],
    [6, 5, Buffer.byteLength(text.slice(0, text.indexOf('"x"'))), 'not_an_object'],
    [6, 6, Buffer.byteLength(text.slice(0, text.indexOf('[1]\r'))), 'not_an_object'],
  ])
})

test('a workbook: titles above, dates, formulas, errors, and lines that are the rows’ numbers', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const book = xlsx({
    formats: [0, 14],
    strings: ['<t>id</t>', '<t>name</t>', '<t>born</t>', '<t>balance</t>', '<t>member</t>', '<t>Anna</t>'],
    sheets: {
      Personnes:
        row(1, cell('A1', 't', 'Personnes, état du jour')) +
        row(3, ...['A', 'B', 'C', 'D', 'E'].map((letter, index) => cell(`${letter}3`, 's', index))) +
        row(
          4,
          cell('A4', 'n', 1),
          cell('B4', 's', 5),
          cell('C4', 'n', 45351, 1),
          '<c r="D4"><f>SUM(1)</f><v>1234.5600000000001</v></c>',
          cell('E4', 'b', 1),
        ) +
        row(5, cell('A5', 'n', 2), cell('B5', 't', 'Bo'), cell('D5', 'e', '#N/A')) +
        row(7, cell('A7', 'n', 3), cell('B7', 'n', 12.5), cell('D7', 'n', 0.30000000000000004)) +
        row(8, cell('A8', 'n', 4.5), cell('B8', 't', 'Cy')) +
        row(9, cell('A9', 'n', 5), cell('B9', 't', 'Di'), cell('C9', 't', '31/02/2024'), cell('G9', 't', 'note')) +
        row(10, cell('A10', 'n', 6), cell('B10', 't', 'Ed'), cell('C10', 'n', 45351.5, 1)),
    },
  })
  const found = await importBytes(connection, context, zip([{ name: 'rapport.xlsx', content: book }]))
  const none = { born: null, balance: null, member: null, tags: null }
  expect(found).toMatchObject({
    status: 'finished',
    counted: [7, 2, 4, 1],
    rows: [
      { ...anna, tags: null },
      { id: '3', ...none, name: '12.5', balance: '0.30' },
    ],
    errors: [],
  })
  expect(found.rejects.map(({ line, record, code, column, value, raw }) => [line, record, code, column, value, raw])).toEqual([
    [5, 2, 'cell_error', 'balance', '#N/A', '[2,"Bo",null,{"error":"#N/A"}]'],
    [8, 5, 'not_a_whole_number', 'id', '4.5', '[4.5,"Cy"]'],
    [9, 6, 'not_a_date', 'born', '31/02/2024', '[5,"Di","31/02/2024",null,null,null,"note"]'],
    [10, 7, 'not_a_date', 'born', '2024-02-29 12:00:00', '[6,"Ed","2024-02-29 12:00:00"]'],
  ])
})

test('Parquet: types that need no guess', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const ids = [1n, 9007199254740993n, 3n, 4n]
  const optional = { repetition_type: 'OPTIONAL' } as const
  const bytes = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: 6 },
      { name: 'id', ...optional, type: 'INT64' },
      { name: 'name', ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' },
      { name: 'born', ...optional, type: 'INT32', converted_type: 'DATE' },
      { name: 'balance', ...optional, type: 'DOUBLE' },
      { name: 'member', ...optional, type: 'BOOLEAN' },
      { name: 'tags', ...optional, type: 'BYTE_ARRAY', converted_type: 'JSON' },
    ],
    columnData: [
      { name: 'id', data: ids },
      { name: 'name', data: ['Anna', 'Bruno "B"', null, 'Dee'] },
      { name: 'born', data: [new Date('2024-02-29'), null, null, null] },
      { name: 'balance', data: [1234.56, null, null, 0.125] },
      { name: 'member', data: [true, null, null, null] },
      { name: 'tags', data: [{ a: [1, null] }, null, null, null] },
    ],
  } as Parameters<typeof parquetWriteBuffer>[0])
  expect(await importBytes(connection, context, new Uint8Array(bytes))).toEqual({
    status: 'finished',
    counted: [4, 2, 2, 0],
    rows: [anna, bruno],
    rejects: [
      expect.objectContaining({ line: 3, record: 3, code: 'required', column: 'name', raw: '[3,null,null,null,null,null]' }),
      expect.objectContaining({ line: 4, record: 4, code: 'too_many_decimals', column: 'balance', value: '0.125' }),
    ],
    errors: [],
  })
})

test('fixed columns', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const lines = [
    'id  name        born       balance',
    ' 1  Anna        29.02.2024 1234,56',
    ' 2  Zoë Müller             ',
    '',
    ' 3  Cy          31.02.2024       7',
    ' 4  Di',
    ' 5  Ed          01.03.2024       9  more',
  ]
  const found = await importBytes(connection, context, Buffer.from(lines.join('\r\n'), 'latin1'), {
    format: fileFormat.parse({ kind: 'fixed', encoding: 'windows-1252', widths: [4, 12, 11, 8] }),
    columns: columns.slice(0, 4),
  })
  expect(found).toMatchObject({
    status: 'finished',
    counted: [6, 3, 2, 1],
    rows: [
      { id: '1', name: 'Anna', born: '2024-02-29', balance: '1234.56' },
      { id: '2', name: 'Zoë Müller', born: null },
      { id: '4', name: 'Di' },
    ],
  })
  expect(found.rejects.map(({ line, code, column, value, raw }) => [line, code, column, value, raw])).toEqual([
    [5, 'not_a_date', 'born', '31.02.2024', lines[4]],
    [7, 'too_many_fields', null, null, lines[6]],
  ])
})

test('archives: the only file, the one that is named, or none', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const csv = 'id;name\n1;Ada\n'
  const rows = [{ id: '1', name: 'Ada' }]
  expect(await importBytes(connection, context, gzipSync(csv))).toMatchObject({ status: 'finished', rows })
  const single = zip([
    { name: 'données/', content: '' },
    { name: 'données/clients.csv', content: csv },
    { name: '__MACOSX/données/._clients.csv', content: 'x' },
    { name: 'passwd', content: '/etc/passwd', mode: 0o120777 },
  ])
  expect(await importBytes(connection, context, single)).toMatchObject({ status: 'finished', rows })

  const several = zip([
    { name: 'a.csv', content: 'x;y\n1;2\n' },
    { name: 'b.csv', content: csv },
  ])
  expect(await importBytes(connection, context, several)).toMatchObject({
    status: 'finished_with_errors',
    errors: [{ code: 'error.archive_member', params: { file: 'given' } }],
  })
  const format = fileFormat.parse({ packing: 'zip', member: 'b.csv', separator: ';' })
  expect(await importBytes(connection, context, several, { format, columns: columns.slice(0, 2) })).toMatchObject({
    status: 'finished',
    rows,
  })
  expect(await importBytes(connection, context, several, { format: { ...format, member: null }, columns })).toMatchObject({
    status: 'finished_with_errors',
    errors: [{ code: 'error.archive_member' }],
  })
})

test.for<[string, () => Uint8Array, string, Omit<ImportDraftSettings, 'fileId'>?]>([
  [
    'a ZIP that claims to hold 4 GB',
    () => zip([{ name: 'a.csv', content: 'id;name\n', claims: 4_000_000_000 }]),
    'error.archive_too_large',
  ],
  ['a ZIP that holds more than it says', () => zip([{ name: 'a.csv', content: 'id;name\n1;Ada\n', claims: 9 }]), 'error.file_damaged'],
  ['a ZIP without its end', () => zip([{ name: 'a.csv', content: 'id;name\n1;Ada\n' }]).subarray(0, -40), 'error.file_damaged'],
  [
    'a gzip file cut short',
    () => gzipSync(`id;name\n${Array.from({ length: 300_000 }, (_, id) => `${id};${Math.sin(id)}\n`).join('')}`).subarray(0, 3_000_000),
    'error.file_damaged',
  ],
  [
    'a Parquet file cut short',
    () =>
      new Uint8Array(
        parquetWriteBuffer({ columnData: [{ name: 'id', data: [1n, 2n], type: 'INT64' }] } as Parameters<typeof parquetWriteBuffer>[0]),
      ).subarray(0, 60),
    'error.file_damaged',
  ],
  [
    'a workbook without sheets',
    () =>
      zip([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'xl/workbook.xml', content: '<workbook/>' },
      ]),
    'error.file_damaged',
  ],
  [
    'a sheet that is not there',
    () => xlsx({ sheets: { S: row(1, cell('A1', 'n', 1)) } }),
    'error.sheet_missing',
    { format: fileFormat.parse({ kind: 'xlsx', sheet: 'T' }), columns },
  ],
])('%s: bounded, and told in the journal', async ([name, bytes, code, settings], { worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const found = await importBytes(connection, context, bytes(), settings)
  expect(found, name).toMatchObject({ status: 'finished_with_errors', rows: [], errors: [{ code, params: { file: 'given' } }] })
  const left = await readdir(env.filesDir)
  expect(left.filter((file) => file.includes('part') || file.includes('unpacked'))).toEqual([])
})

test.for(['../quayside-escaped.csv', '/tmp/quayside-escaped.csv', 'C:\\quayside-escaped.csv', 'a/../../quayside-escaped.csv'])(
  'an archive with the path %s is not read, and nothing is written there',
  async (name, { worker, connection, context }) => {
    expect(worker.id).toBeTruthy()
    const found = await importBytes(connection, context, zip([{ name, content: 'id;name\n1;Ada\n' }]))
    expect(found).toMatchObject({
      status: 'finished_with_errors',
      rows: [],
      errors: [{ code: 'error.file_damaged', params: { file: 'given' } }],
    })
    for (const folder of [env.filesDir, join(env.filesDir, '..'), '/tmp'])
      expect(existsSync(join(folder, 'quayside-escaped.csv'))).toBe(false)
  },
)

test('an export as JSON lines: every value as JSON has it, and back again', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const { db, sql } = connection
  const columns =
    'id int primary key, "na""me" text, amount numeric, ratio float8, seen timestamptz, day date, doc json, tags jsonb, bytes bytea, flag boolean'
  await sql.unsafe(`create table written (${columns}); create table read_again (like written including all)`)
  await sql`insert into written values
    (1, E'back\\\\slash "quoted"\n\ttab\u0001 é😀', 12345678901234567890.10, 0.1, '2024-02-29 12:34:56.789+02', '2024-02-29', E'{"b": 1,\r\n "a": "x\\\\n"}', '{"k": null}', '\\x00ff', true),
    (2, '', 'NaN', '-Infinity', 'infinity', '0044-03-15 BC', null, 'null', '', null),
    (3, null, null, null, null, null, null, null, null, null)`
  const draft = await createDraft(context, {
    kind: 'export',
    label: 'x',
    table: { schema: 'public', name: 'written' },
    settings: { format: 'jsonl' },
  })
  if (!draft.ok) throw new Error(draft.refusal.code)
  await startJob(context, draft.value)
  await jobWhen(db, draft.value.jobId, isIn('finished'))
  const output = (await filesOf(db, draft.value.jobId)).find(({ role }) => role === 'output')
  expect(output?.name).toBe('written.jsonl')
  const lines = (await readFile(storedPath(output?.id ?? ''), 'utf8')).split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toBe(
    String.raw`{"id":1,"na\"me":"back\\slash \"quoted\"\n\ttab\u0001 é😀","amount":12345678901234567890.10,"ratio":0.1,"seen":"2024-02-29T10:34:56.789+00:00","day":"2024-02-29","doc":{"b": 1,   "a": "x\n"},"tags":{"k": null},"bytes":"\\x00ff","flag":true}`,
  )

  const file = await storeCopy(db, storedPath(output?.id ?? ''))
  const back = await createDraft(context, {
    kind: 'import',
    label: 'x',
    table: { schema: 'public', name: 'read_again' },
    settings: { fileId: file.id },
  })
  if (!back.ok) throw new Error(back.refusal.code)
  await startJob(context, back.value)
  expect(await jobWhen(db, back.value.jobId, isIn('finished'))).toMatchObject({ success: 3, rejects: 0 })
  // What stands in a document of JSON as null is no value when it is read.
  const shown = 'id, "na""me", amount::text, ratio, seen, day, doc::jsonb, nullif(tags, \'null\') as tags, bytes, flag'
  expect(await sql.unsafe(`select ${shown} from read_again except select ${shown} from written`)).toHaveLength(0)
})

test('an export of no rows as JSON lines is an empty file', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  await connection.sql`create table no_rows (id int primary key)`
  const draft = await createDraft(context, {
    kind: 'export',
    label: 'x',
    table: { schema: 'public', name: 'no_rows' },
    settings: { format: 'jsonl' },
  })
  if (!draft.ok) throw new Error(draft.refusal.code)
  await startJob(context, draft.value)
  await jobWhen(connection.db, draft.value.jobId, isIn('finished'))
  expect((await filesOf(connection.db, draft.value.jobId)).map(({ size }) => size)).toEqual([0])
})

test('of a file that was not understood, what was said holds and the rest is detected', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const text = 'id;name\n1;Zoë\n'
  const archive = zip([
    { name: 'a.csv', content: text },
    { name: 'b.csv', content: 'other\nx\n' },
  ])
  for (const calculated of [[], [{ target: 'name', expression: '"x"' }]])
    expect(await importBytes(connection, context, archive, { format: { member: 'gone.csv' }, calculated })).toMatchObject({
      errors: [{ code: 'error.archive_member', params: { file: 'given' } }],
    })
  expect(await importBytes(connection, context, archive, { format: { member: 'a.csv' } })).toMatchObject({
    status: 'finished',
    rows: [{ id: '1', name: 'Zoë' }],
  })
  const book = xlsx({
    sheets: { A: row(1, cell('A1', 't', 'id'), cell('B1', 't', 'name')) + row(2, cell('A2', 'n', 1), cell('B2', 't', 'Zoë')) },
  })
  expect(await importBytes(connection, context, book, { format: { sheet: 'gone' } })).toMatchObject({
    errors: [{ code: 'error.sheet_missing', params: { file: 'given', sheet: 'gone' } }],
  })
})
