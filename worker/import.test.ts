import { rm } from 'node:fs/promises'
import { expect } from 'vitest'
import { importExamples } from '#cli/examples.ts'
import type { Connection } from '#db/client.ts'
import expectedExamples from '#examples/expected.json' with { type: 'json' }
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { filesOf, storeCopy, storedPath } from '#jobs/files.ts'
import { listJobs } from '#jobs/list-jobs.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { countRejects, readRejects } from '#jobs/list-rejects.ts'
import { startJob } from '#jobs/start.ts'
import { runImport, test } from '#test/import.ts'
import { jobNow, storeText } from '#test/jobs.ts'
import { isIn, jobWhen } from '#test/worker.ts'

const ended = isIn('finished', 'finished_with_errors', 'cancelled')

async function importText(context: Context, table: string, text: string) {
  return runImport(context, table, { fileId: (await storeText(context.db, text)).id })
}

const errorsOf = async ({ db }: Connection, jobId: number) =>
  (await listJournal(db, jobId, { level: 'error' })).entries.map(({ code, params }) => ({ code, params }))

test('the examples come to exactly what is written beside them', { timeout: 60_000 }, async ({ worker, connection, url }) => {
  expect(worker.id).toBeTruthy()
  const { db } = connection
  await importExamples(url)
  const { jobs } = await listJobs(db, {})
  expect(jobs).toHaveLength(expectedExamples.length)
  for (const [index, { id }] of jobs.toReversed().entries()) {
    const job = await jobWhen(db, id, ended)
    const { total, success, empty, rejects, records } = expectedExamples[index] as (typeof expectedExamples)[number] & { records?: unknown }
    expect(records ?? []).toBeDefined()
    expect(job).toMatchObject({ status: 'finished', total, processed: total, success, empty })
    const groups = await countRejects(db, id)
    const byReason: Record<string, number> = {}
    for (const { code, count } of groups) byReason[code] = (byReason[code] ?? 0) + count
    expect(byReason).toEqual(rejects)
  }
})

test('every way in which a record can be refused is told with line, record, column and value', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const { db, sql } = connection
  await sql`create table places (name text primary key)`
  await sql`insert into places values ('Lyon')`
  await sql`create table people (
    id int primary key, name varchar(5) not null, born date, amount numeric(6, 2), member boolean,
    place text references places deferrable initially deferred, age int check (age >= 0), token uuid, seen timestamp, day_of text unique)`
  const lines = [
    'id;name;born;amount;member;place;age;token;seen;day_of',
    '1;Ada;31.12.1999;1.234,56;ja;Lyon;5;;;',
    '2;Bea;31.02.1999;;;;;;;',
    '',
    'x3;Cia;;;;;;;;',
    '4;;;;;;;;;',
    '5;Dorothea;;;;;;;;',
    '6;Eva;;12,345;;;;;;',
    '7;"Fa\nFa";;;vielleicht;;;;;',
    '8;Gus;;;;;-1;;;',
    '9;Hal;;;;Atlantis;;;;',
    '1;Ian;;;;;;;;',
    '11;Jo;;;;;;;;;zu viel',
    '12;Kim',
    '13;"Li"x;;;;;;;;',
    '14;Mo;;99999,99;;;;;;',
    '15;Ned;;;;;;not-a-uuid;;',
    '16;"";;;;;;;25/12/2020 25:00;',
    '17;"";;;;;;;25/12/2020 10:30;',
    ';;;;;;;;;',
  ]
  const job = await importText(context, 'people', lines.join('\r\n'))
  expect(job).toMatchObject({ status: 'finished', total: 19, success: 2, empty: 2, rejects: 15, errors: 0, unprocessed: 0 })
  const rejects = await readRejects(db, job.id)
  expect(rejects.map(({ line, record, code, column, value }) => [line, record, code, column, value])).toEqual([
    [3, 2, 'not_a_date', 'born', '31.02.1999'],
    [5, 4, 'not_a_whole_number', 'id', 'x3'],
    [6, 5, 'required', 'name', null],
    [7, 6, 'too_long', 'name', 'Dorothea'],
    [8, 7, 'too_many_decimals', 'amount', '12,345'],
    [9, 8, 'not_a_boolean', 'member', 'vielleicht'],
    [11, 9, 'check', 'age', '-1'],
    [12, 10, 'foreign_key', 'place', 'Atlantis'],
    [13, 11, 'unique', 'id', '1'],
    [14, 12, 'too_many_fields', null, null],
    [15, 13, 'too_few_fields', null, null],
    [16, 14, 'broken_quote', null, null],
    [17, 15, 'out_of_range', 'amount', '99999,99'],
    [18, 16, 'not_a_uuid', 'token', 'not-a-uuid'],
    [19, 17, 'not_a_date', 'seen', '25/12/2020 25:00'],
  ])
  expect(rejects[5]?.raw).toBe('7;"Fa\nFa";;;vielleicht;;;;;')
  expect(await sql`select id, name, born::text, amount, member, place, age, seen::text from people order by id`).toEqual([
    { id: 1, name: 'Ada', born: '1999-12-31', amount: '1234.56', member: true, place: 'Lyon', age: 5, seen: null },
    { id: 17, name: '', born: null, amount: null, member: null, place: null, age: null, seen: '2020-12-25 10:30:00' },
  ])
})

test('rows that go in binary are refused with column and value too', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const { db, sql } = connection
  await sql`create type mood as enum ('glad', 'sad')`
  await sql`create table moods (id int primary key, mood mood, doc jsonb, note json, far date check (far > '1900-01-01'))`
  const lines = [
    'id;mood;doc;note;far',
    '1;glad;"{""a"": [1, 2]}";{};1.1.2001',
    '2; moody ;;;',
    '3;sad;{oops};;',
    '4;;;"[1,\n2";',
    '5;;;;1.1.1899',
    '1;;;;',
    '7;sad;null;;infinity',
  ]
  const job = await importText(context, 'moods', lines.join('\n'))
  expect(job).toMatchObject({ status: 'finished', total: 7, success: 2, rejects: 5 })
  const rejects = await readRejects(db, job.id)
  expect(rejects.map(({ record, kind, code, column, value }) => [record, kind, code, column, value])).toEqual([
    [2, 'database', 'refused_by_table', 'mood', ' moody '],
    [3, 'database', 'refused_by_table', 'doc', '{oops}'],
    [4, 'database', 'refused_by_table', 'note', '[1,\n2'],
    [5, 'database', 'check', 'far', '1.1.1899'],
    [6, 'database', 'unique', 'id', '1'],
  ])
  expect([...(await sql`select id, mood, doc::text, note::text, far::text from moods order by id`)]).toEqual([
    { id: 1, mood: 'glad', doc: '{"a": [1, 2]}', note: '{}', far: '2001-01-01' },
    { id: 7, mood: 'sad', doc: 'null', note: null, far: 'infinity' },
  ])
})

test('a quote that never closes costs one record, not the rest of the file', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  await connection.sql`create table quotes (id int primary key, text text)`
  const job = await importText(context, 'quotes', 'id,text\n1,plain\n2,"open\n3,fine\n4,"closed, well"\n5,end')
  expect(job).toMatchObject({ status: 'finished', total: 5 })
  const rejects = await readRejects(connection.db, job.id)
  const rows = await connection.sql`select id from quotes order by id`
  expect(rows.length + rejects.length).toBe(5)
  expect(rejects.every(({ code }) => code === 'broken_quote')).toBe(true)
  expect(rows.map(({ id }) => id)).toContain(5)
})

test.for([
  ['an empty file', '', 'error.file_empty'],
  ['a file that is no text', '\u0000\u0001\u0002\u0000PNG\u0000\u0003', 'error.file_not_text'],
  ['a header that matches nothing', 'x;y\n1;2\n', 'error.header_no_match'],
  ['a required column that the file lacks', 'id\n1\n', 'error.column_required'],
] as const)('%s ends the job with an error that says so', async ([name, text, code], { worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  await connection.sql`create table if not exists strict (id int primary key, name text not null)`
  const job = await importText(context, 'strict', text)
  expect(job, name).toMatchObject({ status: 'finished_with_errors', errors: 1, leaseToken: null })
  expect(await errorsOf(connection, job.id)).toMatchObject([{ code }])
})

test('a header alone is a job that finishes with nothing', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  await connection.sql`create table if not exists bare (id int)`
  expect(await importText(context, 'bare', 'id\n')).toMatchObject({ status: 'finished', total: 0, processed: 0 })
})

test('a table that is not there, and then is: Start goes on', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const job = await importText(context, 'later', 'id;name\n1;Ada\n')
  expect(job.status).toBe('finished_with_errors')
  expect(await errorsOf(connection, job.id)).toEqual([{ code: 'error.table_missing', params: { table: 'public.later' } }])
  await connection.sql`create table later (id int primary key, name text)`
  await startJob(context, { jobId: job.id })
  await jobWhen(connection.db, job.id, isIn('finished'))
  expect(await connection.sql`select * from later`).toEqual([{ id: 1, name: 'Ada' }])
})

test('a file that disappears, and a table dropped while loading', { timeout: 60_000 }, async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const { db, sql } = connection
  await sql`create table going (id int primary key, name text)`
  const file = await storeText(db, 'id;name\n1;Ada\n')
  await rm(storedPath(file.id))
  expect(await errorsOf(connection, (await runImport(context, 'going', { fileId: file.id })).id)).toEqual([
    { code: 'error.file_missing', params: { file: file.name } },
  ])

  await sql`create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.001); return new; end $$`
  await sql`create trigger dawdle before insert on going for each row execute function dawdle()`
  const text = `id;name\n${Array.from({ length: 20_000 }, (_, i) => `${i};x`).join('\n')}`
  const draft = await createDraft(context, {
    kind: 'import',
    label: 'going',
    table: { schema: 'public', name: 'going' },
    settings: { fileId: (await storeText(db, text)).id },
  })
  if (!draft.ok) throw new Error(draft.refusal.code)
  const { jobId } = draft.value
  await startJob(context, { jobId })
  await jobWhen(db, jobId, ({ processed }) => processed > 0)
  await sql`alter table going rename to gone`
  const job = await jobWhen(db, jobId, ended)
  expect(job.status).toBe('finished_with_errors')
  expect(job.processed + job.unprocessed).toBe(20_000)
  expect(await errorsOf(connection, jobId)).toMatchObject([{ code: 'error.table_missing' }])

  await sql`alter table gone rename to going`
  await sql`drop trigger dawdle on going`
  await startJob(context, { jobId })
  await jobWhen(db, jobId, isIn('finished'))
  expect(await sql`select count(*)::int, count(distinct id)::int as different from going`).toEqual([{ count: 20_000, different: 20_000 }])
})

test('what was exported imports again as the same rows', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const { db, sql } = connection
  const columns = `"key, part" int, "Name ""quoted""" text, empty text, nothing text, flag boolean, at timestamptz, day date,
    amount numeric, many float8, doc jsonb, list int[], bytes bytea, id uuid`
  await sql.unsafe(`create table original (${columns}, primary key ("Name ""quoted""", "key, part"))`)
  await sql.unsafe(`create table again (like original including all)`)
  await sql`insert into original
    select i, E'O\\'Neill; "x", \\\\N \\t\\n é € 😀 ' || i, '', null, i % 2 = 0, timestamptz '2024-02-29 12:34:56.789+02' + i * interval '1 day',
      date '1969-12-31' + i, i / 7.0, random(), jsonb_build_object('a', i, 'b', null), array[i, null, 3], decode(md5(i::text), 'hex'), gen_random_uuid()
    from generate_series(1, 5000) i`
  await sql`insert into original values (0, ' \\N', '', null, null, 'infinity', '-infinity', 'NaN', '-Infinity', '[]', '{}', '', null), (-1, '\\N', '', null, null, '0044-03-15 BC', '0044-03-15 BC', -0.5, 1e300, 'null', null, null, null)`
  await sql`create table bare_nulls (a int, b text)`
  await sql`insert into bare_nulls values (1, 'x'), (null, null), (null, ''), (2, null)`
  await sql`create table bare_nulls_again (like bare_nulls)`

  for (const [from, into] of [
    ['original', 'again'],
    ['bare_nulls', 'bare_nulls_again'],
  ] as const) {
    const draft = await createDraft(context, { kind: 'export', label: from, table: { schema: 'public', name: from }, settings: {} })
    if (!draft.ok) throw new Error(draft.refusal.code)
    await startJob(context, draft.value)
    await jobWhen(db, draft.value.jobId, isIn('finished'))
    const output = (await filesOf(db, draft.value.jobId)).find(({ role }) => role === 'output')
    expect((await jobNow(db, draft.value.jobId)).fileName).toBe(output?.name)
    const job = await runImport(context, into, { fileId: (await storeCopy(db, storedPath(output?.id ?? ''))).id })
    expect(await readRejects(db, job.id)).toEqual([])
    expect(job).toMatchObject({ status: 'finished', rejects: 0, empty: 0 })
    const differing = await sql.unsafe(`
      (select * from ${from} except all select * from ${into}) union all (select * from ${into} except all select * from ${from})`)
    expect([...differing]).toEqual([])
  }
})
