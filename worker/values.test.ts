import fc from 'fast-check'
import { expect } from 'vitest'
import type { Connection } from '#db/client.ts'
import type { Context } from '#jobs/context.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { readRejects } from '#jobs/list-rejects.ts'
import type { ColumnMapping, ImportDraftSettings } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { runImport, test } from '#test/import.ts'
import { storeText } from '#test/jobs.ts'
import { isIn, jobWhen } from '#test/worker.ts'

const mapped = (name: string, target: string | null, given: Partial<ColumnMapping> = {}): ColumnMapping => ({
  name,
  target,
  decimalSign: ',',
  dateOrder: 'dmy',
  ...given,
})

async function run(context: Context, table: string, text: string, settings: ImportDraftSettings) {
  const { id: fileId } = await storeText(context.db, text)
  return runImport(context, table, { fileId, format: { separator: ';' }, ...settings })
}

const toldOf = async ({ db }: Connection, jobId: number, level: 'warning' | 'error') =>
  (await listJournal(db, jobId, { level })).entries
    .filter(({ code }) => !code.startsWith('move.'))
    .map(({ code, params, detail }) => ({ code, ...(params as object), ...(detail ? { detail } : {}) }))

test('values are transformed, mapped and forgiven, and every one of them is accounted for', async ({ connection, context }) => {
  const { db, sql } = connection
  await sql`create table people (id int primary key, name text not null, sex char(1), born date, size smallint, phone text, note varchar(5))`
  const columns = [
    mapped('N°', 'id'),
    mapped('Nom', 'name', { transforms: ['trim', 'squeeze', 'lower', 'capitalize'] }),
    mapped('Sexe', 'sex', {
      transforms: ['trim', 'lower'],
      map: {
        pairs: [
          { from: 'homme', to: 'M' },
          { from: 'femme', to: 'F' },
          { from: '?', to: null },
          { from: null, to: 'X' },
        ],
        otherwise: 'reject',
        use: null,
      },
    }),
    mapped('Né', 'born', { onError: 'empty' }),
    mapped('Taille', 'size', { map: { pairs: [{ from: 'petit', to: '1' }], otherwise: 'warn', use: null } }),
    mapped('Tél', 'phone', { transforms: ['digits'] }),
    mapped('Note', 'note', { onError: 'empty', map: { pairs: [{ from: 'oui', to: 'bien sûr' }], otherwise: 'use', use: '-' } }),
  ]
  const lines = [
    'N°;Nom;Sexe;Né;Taille;Tél;Note',
    '1;  élodie   DUPONT ; Femme ;03/04/1999;petit;+33 6 12;x',
    '2;PAUL;homme;31/02/1999;2;;',
    '3;"";?;;3;none;oui',
    '4;   ;femme;;;;',
    '5;Zoé;divers;hier;;;',
    '6;Ian;;hier;grand;;',
    '7;Léa;;demain;;;',
  ]
  const job = await run(context, 'people', lines.join('\n'), { columns })
  expect(job).toMatchObject({ status: 'finished', total: 7, success: 4, rejects: 3, empty: 0, warnings: 3 + 2 })
  expect(await sql`select id, name, sex, born::text, size, phone, note from people order by id`).toEqual([
    { id: 1, name: 'Élodie dupont', sex: 'F', born: '1999-04-03', size: 1, phone: '33612', note: '-' },
    { id: 2, name: 'Paul', sex: 'M', born: null, size: 2, phone: null, note: null },
    { id: 3, name: '', sex: null, born: null, size: 3, phone: null, note: null },
    { id: 7, name: 'Léa', sex: 'X', born: null, size: null, phone: null, note: null },
  ])
  const rejects = await readRejects(db, job.id)
  expect(rejects.map(({ record, kind, code, column, value }) => [record, kind, code, column, value])).toEqual([
    [4, 'value', 'required', 'Nom', null],
    [5, 'value', 'not_in_map', 'Sexe', 'divers'],
    [6, 'value', 'not_a_whole_number', 'Taille', 'grand'],
  ])
  expect(await toldOf(connection, job.id, 'warning')).toEqual([
    { code: 'import.value_left_empty', column: 'Né', count: 2, record: 2, value: '31/02/1999' },
    { code: 'import.value_not_in_map', column: 'Taille', count: 2, record: 2, value: '2' },
    { code: 'import.value_left_empty', column: 'Note', count: 1, record: 3, value: 'oui' },
  ])
})

test('calculated values are read as their column demands', async ({ connection, context }) => {
  const { db, sql } = connection
  const CALCULATED = [
    ['double_price', 'numeric(10,2)', 'price * 2', '2469.00'],
    ['rounded', 'numeric(10,2)', 'round(price / 7, 2)', '176.36'],
    ['as_number', 'numeric(10,2)', 'price', '1234.50'],
    ['as_float', 'double precision', 'price', '1234.5'],
    ['as_text', 'text', 'price', '1.234,50'],
    ['quotient', 'integer', '6 / 2', '3'],
    ['number', 'bigint', 'record()', '1'],
    ['day', 'date', 'born', '1999-04-03'],
    ['chosen', 'date', 'coalesce(null, born)', '1999-04-03'],
    ['next_day', 'date', 'date(born) + 1', '1999-04-04'],
    ['large', 'boolean', 'price > 1000', 'true'],
    ['place', 'text', 'city & ", " & price', 'Lugdunum, 1.234,50'],
    ['fixed', 'text', '"Quay \\N\t1"', 'Quay \\N\t1'],
    ['none', 'text', '""', ''],
    ['nothing', 'text', 'null', null],
    ['no_number', 'integer', '""', null],
    ['code', 'character varying(5)', 'right("00000" & round(price), 5)', '01235'],
  ] as const
  await sql.unsafe(`create table calculated (id int, today date, started timestamptz, started_here timestamp,
    ${CALCULATED.map(([name, type]) => `"${name}" ${type}`).join(', ')})`)
  const map = { pairs: [{ from: 'LYON', to: 'Lugdunum' }], otherwise: 'keep' as const, use: null }
  const job = await run(context, 'calculated', 'id;price;born;city\n7;1.234,50;03/04/1999; lyon \n8;x;;\n', {
    columns: [
      mapped('id', 'id'),
      mapped('price', null),
      mapped('born', null),
      mapped('city', null, { transforms: ['trim', 'upper'], map }),
    ],
    calculated: [
      { target: 'today', expression: 'today()' },
      { target: 'started', expression: 'now()' },
      { target: 'started_here', expression: 'now()' },
      ...CALCULATED.map(([target, , expression]) => ({ target, expression })),
    ],
  })
  expect(job).toMatchObject({ status: 'finished', total: 2, success: 1, rejects: 1 })
  const select = CALCULATED.map(([name]) => `"${name}"::text`).join(', ')
  const [row] = await sql.unsafe(`select ${select} from calculated`)
  expect(row).toEqual(Object.fromEntries(CALCULATED.map(([name, , , expected]) => [name, expected])))
  const [times] = await sql`
    select started = ${job.startedAt?.toISOString() ?? ''}::timestamptz as started, today = (started at time zone 'UTC')::date as today, started_here = started at time zone 'UTC' as here from calculated`
  expect(times).toEqual({ started: true, today: true, here: true })
  const rejects = await readRejects(db, job.id)
  expect(rejects).toMatchObject([{ record: 2, line: 3, kind: 'value', code: 'calculation_failed', column: 'double_price', value: null }])
})

test('values far longer than their record leave room for the others', async ({ connection, context }) => {
  const { sql } = connection
  await sql`create table long (a text, b text, c text)`
  const to = 'é\t'.repeat(20_000)
  const lines = Array.from({ length: 200 }, (_, index) => `x;${'ü'.repeat(index)}.`)
  const job = await run(context, 'long', `a;b\n${lines.join('\n')}\n`, {
    columns: [mapped('a', 'a', { map: { pairs: [{ from: 'x', to }], otherwise: 'keep', use: null } }), mapped('b', 'b')],
    calculated: [{ target: 'c', expression: '"<" & a & a & ">"' }],
  })
  expect(job).toMatchObject({ status: 'finished', success: 200 })
  expect(
    await sql`select count(*)::int, sum(length(b))::int as b from long where a = ${to} and c = ${`<${to}${to}>`} and b ~ '^ü*\\.$'`,
  ).toEqual([{ count: 200, b: 200 + (199 * 200) / 2 }])
})

test('an example of a warning is cut between characters', async ({ connection, context }) => {
  const { sql } = connection
  await sql`create table cut (n int)`
  const value = `${'x'.repeat(199)}😀`
  const job = await run(context, 'cut', `n;m\n${value};1\n`, { columns: [mapped('n', 'n', { onError: 'empty' }), mapped('m', null)] })
  expect(job).toMatchObject({ status: 'finished', success: 1, warnings: 1 })
  expect(await toldOf(connection, job.id, 'warning')).toMatchObject([{ value: `${'x'.repeat(199)}\uFFFD` }])
})

test.for<[string, ImportDraftSettings, object]>([
  ['a target twice', { columns: [mapped('n', 'n'), mapped('m', 'n')] }, { code: 'error.target_twice', column: 'n' }],
  [
    'a target mapped and calculated',
    { columns: [mapped('n', 'n')], calculated: [{ target: 'n', expression: '1' }] },
    { code: 'error.target_twice', column: 'n' },
  ],
  [
    'a broken expression',
    { columns: [mapped('n', 'n')], calculated: [{ target: 'must', expression: '1 +' }] },
    { code: 'error.expression_invalid', column: 'must', detail: 'unfinished at character 4' },
  ],
  [
    'an expression with a column that the file has not',
    { columns: [mapped('n', 'n')], calculated: [{ target: 'must', expression: 'gone' }] },
    { code: 'error.expression_invalid', column: 'must', detail: 'unknown_column at character 1' },
  ],
  [
    'an unknown target',
    { columns: [mapped('n', 'n')], calculated: [{ target: 'gone', expression: '1' }] },
    { code: 'error.table_changed', column: 'gone' },
  ],
  ['a required column left out', { columns: [mapped('n', 'n')] }, { code: 'error.column_required', column: 'must' }],
  ['no key', { columns: [mapped('n', 'n')], operation: 'update' }, { code: 'error.key_missing' }],
  [
    'a key that gets no value',
    { columns: [mapped('n', 'n')], operation: 'delete', key: ['must'] },
    { code: 'error.key_missing', detail: 'no value is given for must' },
  ],
])('%s ends the job before the first record', async ([, settings, told], { connection, context }) => {
  await connection.sql`create table if not exists strict (n int, must text not null)`
  const job = await run(context, 'strict', 'n;m\n1;2\n', settings)
  expect(job).toMatchObject({ status: 'finished_with_errors', processed: 0, errors: 1 })
  expect(await toldOf(connection, job.id, 'error')).toMatchObject([told])
})

test('what the draft says of a column holds though the worker finds where it goes', async ({ connection, context }) => {
  const { sql } = connection
  await sql`create table found (name text, place text, made text)`
  const job = await run(context, 'found', 'name|place\n ada |x;y\n', {
    format: { separator: '|' },
    columns: [mapped('name', null, { transforms: ['trim', 'upper'] }), mapped('place', null)],
    commit: 'all_or_nothing',
  })
  expect(job).toMatchObject({ status: 'finished', success: 1, settings: { commit: 'all_or_nothing', format: { separator: '|' } } })
  expect(await sql`select * from found`).toEqual([{ name: 'ADA', place: 'x;y', made: null }])
})

test('keys may be made too: what is the same once it is made is a double, and finds its row', async ({ connection, context }) => {
  const { db, sql } = connection
  await sql`create table phones (phone text primary key, region text, owner text not null, calls int not null default 0)`
  await sql`insert into phones values ('331', 'FR', 'Ada', 5), ('492', 'DE', 'Bea', 6)`
  const lines = ['number;owner;calls', '+33 1;ADA L.;x', '0039-3;cia;7', '39 3;CIO;8', '49 (2);;', 'none;Eve;1']
  const job = await run(context, 'phones', `${lines.join('\n')}\n`, {
    columns: [
      mapped('number', 'phone', { transforms: ['digits'], map: { pairs: [{ from: '00393', to: '393' }], otherwise: 'keep', use: null } }),
      mapped('owner', 'owner', { transforms: ['lower', 'capitalize'], keepIfSourceEmpty: true }),
      mapped('calls', 'calls', { onError: 'empty', keepIfSourceEmpty: true }),
    ],
    calculated: [
      { target: 'region', expression: 'if(left(number, 2) = "33", "FR", if(left(number, 2) = "49", "DE", "?"))', onlyOnInsert: true },
    ],
    operation: 'upsert',
    key: ['phone'],
    doubles: 'reject',
  })
  expect(job).toMatchObject({ status: 'finished', total: 5, success: 3, rejects: 2, warnings: 1 })
  expect(await sql`select * from phones order by phone`).toEqual([
    { phone: '331', region: 'FR', owner: 'Ada l.', calls: 5 },
    { phone: '393', region: '?', owner: 'Cia', calls: 7 },
    { phone: '492', region: 'DE', owner: 'Bea', calls: 6 },
  ])
  const rejects = await readRejects(db, job.id)
  expect(rejects.map(({ record, kind, code }) => [record, kind, code])).toEqual([
    [3, 'database', 'double'],
    [5, 'value', 'required'],
  ])
})

test('a value means the same wherever it comes from: a field, a field made over, or an expression', async ({ connection, context }) => {
  const { sql } = connection
  const TYPES = ['int', 'numeric(12,3)', 'float8', 'date', 'timestamptz', 'boolean', 'text', 'varchar(5)', 'uuid', 'time', 'jsonb']
  const value = fc.oneof(
    fc.constantFrom(
      '',
      '""',
      '\\N',
      '"\\N"',
      ' 7 ',
      '1.234,5',
      '1,234.5',
      '12,50 €',
      '-€5',
      '25/12/2025',
      '03/04/99 10:30',
      '2026-01-31T10:30:00+02',
    ),
    fc.constantFrom('ja', 'no', 'infinity', 'NaN', '1e3', '0b1c2d3e-0000-4000-8000-000000000001', '12:30', '{}', '"é""x"', 'é\t😀', '  '),
    fc.integer().map(String),
    fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => `"${text.replaceAll('"', '""').replaceAll('\0', '')}"`),
  )
  const values = fc.sample(value, 400)
  for (const [index, type] of TYPES.entries()) {
    const table = `means_${index}`
    await sql.unsafe(`create table ${table} (id int, field ${type}, made ${type}, calculated ${type})`)
    // What Postgres alone reads may be refused three times over, or not at all.
    const given = { onError: 'empty' as const }
    const job = await run(context, table, `id;a;b\n${values.map((each, id) => `${id};${each};${each}`).join('\n')}\n`, {
      columns: [
        mapped('id', 'id'),
        mapped('a', 'field', given),
        mapped('b', 'made', { ...given, map: { pairs: [], otherwise: 'keep', use: null } }),
      ],
      calculated: [{ target: 'calculated', expression: 'if(true, [a])', ...given }],
    })
    expect(job).toMatchObject({ status: 'finished', total: 400 })
    const different = await sql.unsafe(
      `select * from ${table} where field::text is distinct from made::text or made::text is distinct from calculated::text`,
    )
    expect([type, different]).toEqual([type, []])
    expect([type, job.success > 20]).toEqual([type, true])
  }
})

test('now() is when the job was started first, however often it is started again', async ({ connection, context }) => {
  const { db, sql } = connection
  const failed = await run(context, 'moments', 'id\n1\n', {
    columns: [mapped('id', 'id')],
    calculated: [{ target: 'at', expression: 'now()' }],
  })
  expect(failed.status).toBe('finished_with_errors')
  await sql`create table moments (id int, at timestamptz)`
  await startJob(context, { jobId: failed.id })
  const job = await jobWhen(db, failed.id, isIn('finished'))
  const [row] = await sql`select at = ${failed.startedAt?.toISOString() ?? ''}::timestamptz as first from moments`
  expect([job.startedAt, row?.first]).toEqual([failed.startedAt, true])
})
