import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Connection } from '#db/client.ts'
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { storeCopy } from '#jobs/files.ts'
import { readRejects } from '#jobs/list-rejects.ts'
import { type FileFormat, type ImportSettings, importDraft } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { env } from '#lib/env.ts'
import { runImport, test } from '#test/import.ts'
import { storeText } from '#test/jobs.ts'
import { isIn, jobWhen } from '#test/worker.ts'

type Value = string | number | null

type Case = {
  file: string | Buffer
  /** Columns of the table. */
  table: string
  /** What is said about the file; the rest is detected by the worker. */
  said?: Partial<ImportSettings>
  /** What was detected. */
  format?: Partial<FileFormat>
  rows: Value[][]
  /** Line, record, reason, column. */
  rejects?: [number, number, string, string | null][]
  empty?: number
  /** Codes of the journal's findings. */
  findings?: string[]
}

const latin = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string, bigEndian = false) => (bigEndian ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'utf16le'))
const PEOPLE: Value[][] = [
  [1, 'Zoé'],
  [2, 'Max'],
]
const people = (separator: string, lineEnd = '\n') => ['id,name', '1,Zoé', '2,Max', ''].join(lineEnd).replaceAll(',', separator)

const CASES: Record<string, Case> = {
  'UTF-8': { file: people(','), table: 'id int, name text', format: { encoding: 'utf-8', separator: ',' }, rows: PEOPLE },
  'UTF-8 with a mark': {
    file: `\ufeff${people(';')}`,
    table: 'id int, name text',
    format: { encoding: 'utf-8', separator: ';' },
    rows: PEOPLE,
  },
  'UTF-16 LE with a mark': {
    file: utf16(`\ufeff${people('\t')}`),
    table: 'id int, name text',
    format: { encoding: 'utf-16le' },
    rows: PEOPLE,
  },
  'UTF-16 BE with a mark': {
    file: utf16(`\ufeff${people(';')}`, true),
    table: 'id int, name text',
    format: { encoding: 'utf-16be' },
    rows: PEOPLE,
  },
  'UTF-16 LE without a mark': { file: utf16(people(';')), table: 'id int, name text', format: { encoding: 'utf-16le' }, rows: PEOPLE },
  'UTF-16 BE without a mark': {
    file: utf16(people(';'), true),
    table: 'id int, name text',
    format: { encoding: 'utf-16be' },
    rows: PEOPLE,
  },
  'Windows-1252': {
    file: latin('id;price\n1;\x80 3\n2;\x93x\x94\n'),
    table: 'id int, price text',
    format: { encoding: 'windows-1252' },
    rows: [
      [1, '€ 3'],
      [2, '“x”'],
    ],
  },
  'ISO-8859-15': {
    file: latin('id;price\n1;3 \xa4\n'),
    table: 'id int, price text',
    format: { encoding: 'iso-8859-15' },
    rows: [[1, '3 €']],
    findings: ['encoding_ambiguous'],
  },
  'CR LF': { file: people(',', '\r\n'), table: 'id int, name text', rows: PEOPLE },
  'CR alone': { file: people(',', '\r'), table: 'id int, name text', rows: PEOPLE },
  'line ends mixed': { file: 'id,name\r\n1,Zoé\n2,Max\r', table: 'id int, name text', rows: PEOPLE, findings: ['mixed_line_ends'] },
  bars: { file: people('|'), table: 'id int, name text', format: { separator: '|' }, rows: PEOPLE },
  'two bars': { file: people('||'), table: 'id int, name text', format: { separator: '||' }, rows: PEOPLE },
  'two semicolons': { file: people(';;'), table: 'id int, name text', format: { separator: ';;' }, rows: PEOPLE },
  'a bar between tildes': { file: people('~|~'), table: 'id int, name text', format: { separator: '~|~' }, rows: PEOPLE },
  'a bar between tabs': { file: people('\t|\t'), table: 'id int, name text', format: { separator: '\t|\t' }, rows: PEOPLE },
  'runs of spaces': {
    file: 'id name born\n1 Zoé 2001-02-03\n22   Max 2002-03-04\n',
    table: 'id int, name text, born text',
    format: { separator: ' ' },
    rows: [
      [1, 'Zoé', '2001-02-03'],
      [22, 'Max', '2002-03-04'],
    ],
  },
  'single quotes': {
    file: "id,name\n1,'Doe, Jane'\n2,'O''Hara'\n",
    table: 'id int, name text',
    format: { quote: "'" },
    rows: [
      [1, 'Doe, Jane'],
      [2, "O'Hara"],
    ],
  },
  'no quotes': {
    file: 'id;size\n1;"A" 5"\n2;"B" 7"\n3;"C"x\n',
    table: 'id int, size text',
    format: { quote: '' },
    rows: [
      [1, '"A" 5"'],
      [2, '"B" 7"'],
      [3, '"C"x'],
    ],
  },
  'a backslash before quotes': {
    file: 'id,name\n1,"say \\"a, b\\""\n2,"C:\\\\x"\n',
    table: 'id int, name text',
    format: { escape: 'backslash' },
    rows: [
      [1, 'say "a, b"'],
      [2, 'C:\\x'],
    ],
  },
  'text as Postgres writes it': {
    file: '1\tZo\\té\n2\t\\N\n3\ta\\nb\\\\\n',
    table: 'column_1 int, column_2 text',
    format: { separator: '\t', quote: '', escape: 'backslash', header: 0 },
    rows: [
      [1, 'Zo\té'],
      [2, null],
      [3, 'a\nb\\'],
    ],
    findings: ['no_header'],
  },
  'no header': {
    file: '1;Zoé;2001-02-03\n2;Max;2002-03-04\n',
    table: 'column_1 int, column_2 text, column_3 text',
    format: { header: 0 },
    rows: [
      [1, 'Zoé', '2001-02-03'],
      [2, 'Max', '2002-03-04'],
    ],
    findings: ['no_header'],
  },
  'two header rows': {
    file: 'Person;;Size;\nid;name;cm;kg\n1;Zoé;170;60\n2;Max;180;80\n3;Ida;160;50\n',
    table: '"Person id" int, "Person name" text, "Size cm" int, "Size kg" int',
    format: { header: 2 },
    rows: [
      [1, 'Zoé', 170, 60],
      [2, 'Max', 180, 80],
      [3, 'Ida', 160, 50],
    ],
    findings: ['several_header_rows'],
  },
  'lines above the table': {
    file: 'Report, March\nMade on;2026-03-01\n\nid;name;n\n1;Zoé;x5\n2;Max;6\n3;Ida;7\n',
    table: 'id int, name text, n int',
    format: { preamble: 3, header: 1 },
    rows: [
      [2, 'Max', 6],
      [3, 'Ida', 7],
    ],
    rejects: [[5, 1, 'not_a_whole_number', 'n']],
    findings: ['preamble'],
  },
  'a total at the end': {
    file: 'id;name;n\n1;Zoé;5\n2;Max;6\n\nTotal;;11\n\n',
    table: 'id int, name text, n int',
    format: { footer: 1 },
    rows: [
      [1, 'Zoé', 5],
      [2, 'Max', 6],
    ],
    findings: ['footer'],
  },
  'a count of rows, as psql prints it': {
    file: 'id|name\n1|Zoé\n2|Max\n(2 rows)\n',
    table: 'id int, name text',
    format: { footer: 1 },
    rows: PEOPLE,
    findings: ['footer'],
  },
  'a second table': {
    file: 'id;name\n1;Zoé\n2;Max\n\ncode;label;n\nA;x;1\nB;y;2\n',
    table: 'id int, name text',
    format: { until: 'empty_line' },
    rows: PEOPLE,
    findings: ['second_table'],
  },
  'empty lines': {
    file: 'id;name\n\n1;Zoé\n  \n;\n2;Max\n',
    table: 'id int, name text',
    rows: PEOPLE,
    empty: 3,
    findings: ['empty_lines'],
  },
  'ragged rows': {
    file: 'id;name\n1;Zoé\n2\n3;x;y\n4;z;;\n2;Max\n5;"a";""\n',
    table: 'id int, name text',
    rows: [
      [1, 'Zoé'],
      [4, 'z'],
      [2, 'Max'],
      [5, 'a'],
    ],
    rejects: [
      [3, 2, 'too_few_fields', null],
      [4, 3, 'too_many_fields', null],
    ],
    findings: ['ragged'],
  },
  'a separator at each line’s end': { file: 'id;name;\n1;Zoé;\n2;Max;\n', table: 'id int, name text', rows: PEOPLE },
  'the rests of empty columns': { file: 'id;name;;;\n1;Zoé;;;\n;;;;\n2;Max;;;\n', table: 'id int, name text', rows: PEOPLE, empty: 1 },
  'NUL bytes': {
    file: 'id;name\n1;Zoé\n2;a\0b\n2;Max\n',
    table: 'id int, name text',
    rows: PEOPLE,
    rejects: [[3, 2, 'invalid_characters', null]],
    findings: ['null_bytes'],
  },
  'bytes that are no characters': {
    file: Buffer.concat([Buffer.from(`id;name\n1;Zoé\n2;${'é'.repeat(20)}`), Buffer.of(0xe9), Buffer.from('\n2;Max\n')]),
    table: 'id int, name text',
    rows: PEOPLE,
    rejects: [[3, 2, 'invalid_characters', null]],
    findings: ['damaged_characters'],
  },
  'a quote that never closes': {
    file: 'id;name\n1;Zoé\n3;"open\n2;Max\n4;"a\nb"\n',
    table: 'id int, name text',
    rows: [
      [1, 'Zoé'],
      [2, 'Max'],
      [4, 'a\nb'],
    ],
    rejects: [[3, 2, 'broken_quote', null]],
    findings: ['broken_quotes'],
  },
  'text behind a closed quote': {
    file: 'id;name\n1;Zoé\n3;"x"y\n2;Max\n',
    table: 'id int, name text',
    rows: PEOPLE,
    rejects: [[3, 2, 'broken_quote', null]],
    findings: ['broken_quotes'],
  },
  'a very long field': {
    file: `id;name\n1;Zoé\n3;${'x'.repeat(300_000)}\n4;"${'y'.repeat(1_500_000)}"\n`,
    table: 'id int, name text',
    rows: [
      [1, 'Zoé'],
      [3, 'x'.repeat(300_000)],
      [4, 'y'.repeat(1_500_000)],
    ],
    findings: ['long_field'],
  },
  'two thousand columns': {
    file: [
      Array.from({ length: 2000 }, (_, i) => `c${i}`).join(','),
      Array.from({ length: 2000 }, (_, i) => i).join(','),
      Array.from({ length: 1999 }, (_, i) => i).join(','),
      '',
    ].join('\n'),
    table: 'c0 int, c999 int, c1999 int',
    rows: [[0, 999, 1999]],
    rejects: [[3, 2, 'too_few_fields', null]],
    findings: ['ragged'],
  },
  'one record without line end': { file: 'id;name\n1;Zoé', table: 'id int, name text', rows: [[1, 'Zoé']] },
  'a header alone': { file: 'id;name\n', table: 'id int, name text', rows: [] },
  'percent, currencies and a minus behind': {
    file: 'id;share;price;balance\n1;12,5 %;1.234,50 €;5,00-\n2;-3%;€ 2;7,5\n3;%;5 €/kg;-1\n4;5 %%;1;2\n',
    table: 'id int, share numeric, price numeric, balance numeric',
    rows: [
      [1, '12.5', '1234.50', '-5.00'],
      [2, '-3', '2', '7.5'],
    ],
    rejects: [
      [4, 3, 'not_a_number', 'share'],
      [5, 4, 'not_a_number', 'share'],
    ],
    findings: [],
  },
  'an announced separator': {
    file: 'sep=|\nid|name\n1|Zoé\n2|Max\n',
    table: 'id int, name text',
    format: { preamble: 1 },
    rows: PEOPLE,
    findings: ['preamble'],
  },
}

async function run({ db, sql }: Connection, context: Context, table: string, { file, table: columns, said }: Omit<Case, 'rows'>) {
  await sql.unsafe(`drop table if exists ${table}; create table ${table} (${columns})`)
  const { id: fileId } = await storeText(db, file)
  return runImport(context, table, { fileId, ...said }, 90)
}

test.for(Object.entries(CASES))('%s', { timeout: 100_000 }, async ([, given], { worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const { db, sql } = connection
  const { rows, rejects = [], empty = 0, format = {}, findings = [] } = given
  const job = await run(connection, context, 'given', given)
  const stored = await sql.unsafe('select * from given order by ctid')
  const whole = stored.map((row) => Object.values(row) as Value[])
  expect(whole).toEqual(rows)
  const refused = await readRejects(db, job.id)
  expect(refused.map(({ line, record, code, column }) => [line, record, code, column])).toEqual(rejects)
  const total = rows.length + rejects.length + empty
  expect(job).toMatchObject({
    status: 'finished',
    total,
    processed: total,
    success: rows.length,
    empty,
    rejects: rejects.length,
    unprocessed: 0,
  })
  expect(importDraft.parse(job.settings).format).toMatchObject(format)
  const told = await sql`select code from quayside.journal_entries where job_id = ${job.id} and code like 'import.finding.%' order by id`
  expect(told.map(({ code }) => code.slice('import.finding.'.length))).toEqual(findings)
})

test('ASCII for a megabyte, then Windows-1252', { timeout: 100_000 }, async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const file = latin(`id;name\n${'1;Max\n'.repeat(200_000)}2;Zo\xe9\n`)
  const job = await run(connection, context, 'late', { file, table: 'id int, name text' })
  expect(job).toMatchObject({ status: 'finished', total: 200_001, success: 200_001 })
  expect(importDraft.parse(job.settings).format?.encoding).toBe('windows-1252')
  expect(await connection.sql`select name from late where id = 2`).toEqual([{ name: 'Zoé' }])
})

test('what is said is done, whatever it looks like', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const columns = ['a', 'b'].map((name) => ({ name, target: name, decimalSign: ',' as const, dateOrder: 'dmy' as const }))
  const job = await run(connection, context, 'said', {
    file: 'title\nx;y\n1;"2\n3;4\nsum;4\n',
    table: 'a text, b text',
    said: {
      format: { ...importDraft.parse({ format: {} }).format, separator: ';', quote: '', preamble: 1, header: 1, footer: 1 } as FileFormat,
      columns,
    },
  })
  expect(job).toMatchObject({ status: 'finished', total: 2, success: 2 })
  expect(await connection.sql`select a, b from said`).toEqual([
    { a: '1', b: '"2' },
    { a: '3', b: '4' },
  ])
})

test('a quote that never closes in a file of 300 MB: each line is accounted for, in bounded memory', { timeout: 120_000 }, async ({
  worker,
  connection,
  context,
}) => {
  expect(worker.id).toBeTruthy()
  const path = join(env.dataDir, 'open-quote.csv')
  const file = await open(path, 'w')
  const filling = 'x'.repeat(64 * 1024)
  const lines = 4800
  await file.write('id,name\n0,"never closed\n')
  for (let from = 1; from < lines; from += 100)
    await file.write(Array.from({ length: Math.min(100, lines - from) }, (_, i) => `${from + i},${filling}\n`).join(''))
  await file.close()
  const stored = await storeCopy(connection.db, path)
  await rm(path)
  await connection.sql`create table open_quote (id int)`
  const draft = await createDraft(context, {
    kind: 'import',
    label: 'open quote',
    table: { schema: 'public', name: 'open_quote' },
    settings: { fileId: stored.id },
  })
  if (!draft.ok) throw new Error(draft.refusal.code)
  const before = process.memoryUsage().rss
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before)
  }, 20)
  await startJob(context, draft.value)
  const job = await jobWhen(connection.db, draft.value.jobId, isIn('finished', 'finished_with_errors'), 100)
  clearInterval(watch)
  expect(job).toMatchObject({ status: 'finished', total: lines, success: lines - 1, rejects: 1 })
  const rejects = await readRejects(connection.db, job.id)
  expect(rejects.map(({ line, record, code, raw }) => [line, record, code, raw])).toEqual([[2, 1, 'broken_quote', '0,"never closed']])
  expect(most).toBeLessThan(300 * 1024 * 1024)
})
