import { expect } from 'vitest'
import type { Connection } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { readRejects } from '#jobs/list-rejects.ts'
import type { ImportDraftSettings } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { importByName, test } from '#test/import.ts'
import { isIn, jobWhen } from '#test/worker.ts'

/** A table of people with a primary key, an e-mail that need not be unique, and the two who are in it. */
async function people(sql: Connection['sql'], { unique = true } = {}) {
  await sql.unsafe(`drop table if exists people, cities cascade;
    create table cities (name text primary key); insert into cities values ('Lyon'), ('Roma');
    create table people (id int ${unique ? 'primary key' : ''}, email text, name text not null, city text references cities, points numeric(6,2) check (points >= 0), note text default 'none');
    insert into people values (1, 'ada@x.fr', 'Ada', 'Lyon', 1, 'old'), (2, 'bea@x.it', 'Bea', null, 2, '')`)
}

const rowsOf = async (sql: Connection['sql']) =>
  (await sql`select * from people order by id, email, name`).map((row) =>
    Object.values(row)
      .map((value) => value ?? '·')
      .join(' '),
  )

const rejectsOf = async ({ db }: Connection, job: Job) =>
  (await readRejects(db, job.id)).map(({ record, kind, code, column, value }) =>
    [record, kind, code, column, value].map((part) => part ?? '·').join(' '),
  )

type Case = {
  name: string
  text: string
  settings: ImportDraftSettings
  rows: string[]
  rejects?: string[]
  counts: Partial<Job>
  unique?: boolean
}

const OLD = ['1 ada@x.fr Ada Lyon 1.00 old', '2 bea@x.it Bea · 2.00 ']

const CASES: Case[] = [
  {
    name: 'insert: what the table refuses, each with its reason',
    text: 'id;email;name;city;points\n3;c@x;Cia;Lyon;3\n1;a@x;Again;Lyon;1\n4;d@x;Dan;Nowhere;1\n5;e@x;Eve;Roma;-1\n6;f@x;Fay;;6',
    settings: {},
    rows: [...OLD, '3 c@x Cia Lyon 3.00 none', '6 f@x Fay · 6.00 none'],
    rejects: ['2 database unique id 1', '3 database foreign_key city Nowhere', '4 database check points -1'],
    counts: { success: 2, rejects: 3 },
  },
  {
    name: 'insert with a key: doubles and duplicates are refused',
    text: 'id;name\n3;Cia\n1;Again\n3;Twice\n;Nobody\n007;Bond\n7;Bond again',
    settings: { key: ['id'] },
    rows: [...OLD, '3 · Cia · · none', '7 · Bond · · none'],
    rejects: ['2 database duplicate id 1', '3 database double · ·', '4 value required id ·', '6 database double · ·'],
    counts: { success: 2, rejects: 4 },
  },
  {
    name: 'insert with a key: doubles and duplicates are ignored and counted',
    text: 'id;name\n3;Cia\n1;Again\n3;Twice',
    settings: { key: ['id'], doubles: 'ignore', duplicates: 'ignore' },
    rows: [...OLD, '3 · Cia · · none'],
    counts: { success: 1, rejects: 0, doubles: 1, duplicates: 1 },
  },
  {
    name: 'insert with a key whose duplicates are updated',
    text: 'id;name\n3;Cia\n1;Ada L.',
    settings: { key: ['id'], duplicates: 'update' },
    rows: ['1 ada@x.fr Ada L. Lyon 1.00 old', OLD[1] as string, '3 · Cia · · none'],
    counts: { success: 2 },
  },
  ...[true, false].map(
    (unique): Case => ({
      name: `upsert, ${unique ? 'with' : 'without'} a unique index: the last double wins, known keys are updated`,
      text: 'id;email;name;city;points\n3;c@x;Cia;Lyon;3\n1;new@x;Ada L.;Roma;9\n3;cc@x;Cia C.;Roma;4',
      settings: { operation: 'upsert', key: ['id'], doubles: 'update' },
      rows: ['1 new@x Ada L. Roma 9.00 old', '2 bea@x.it Bea · 2.00 ', '3 cc@x Cia C. Roma 4.00 none'],
      counts: { success: 2, doubles: 1 },
      unique,
    }),
  ),
  {
    name: 'upsert: what a column may do to a known row',
    text: 'id;email;name;city;note\n1;;Zoe;Roma;new\n2;b@x;Zora;Roma;new\n3;c@x;Cia;Lyon;new',
    settings: {
      operation: 'upsert',
      key: ['id'],
      columns: [
        { name: 'id', target: 'id', decimalSign: '.', dateOrder: 'ymd' },
        { name: 'email', target: 'email', decimalSign: '.', dateOrder: 'ymd', keepIfSourceEmpty: true },
        { name: 'name', target: 'name', decimalSign: '.', dateOrder: 'ymd', onlyOnInsert: true },
        { name: 'city', target: 'city', decimalSign: '.', dateOrder: 'ymd', onlyIfEmpty: true },
        { name: 'note', target: 'note', decimalSign: '.', dateOrder: 'ymd', onlyIfEmpty: true },
      ],
    },
    rows: ['1 ada@x.fr Ada Lyon 1.00 old', '2 b@x Bea Roma 2.00 new', '3 c@x Cia Lyon · new'],
    counts: { success: 3 },
  },
  {
    name: 'upsert: a row that the table refuses costs itself alone',
    text: 'id;name;city\n1;Ada L.;Nowhere\n2;Bea B.;Lyon\n3;Cia;Nowhere\n4;Dan;Roma',
    settings: { operation: 'upsert', key: ['id'] },
    rows: ['1 ada@x.fr Ada Lyon 1.00 old', '2 bea@x.it Bea B. Lyon 2.00 ', '4 · Dan Roma · none'],
    rejects: ['1 database foreign_key city Nowhere', '3 database foreign_key city Nowhere'],
    counts: { success: 2, rejects: 2 },
  },
  {
    name: 'update: unknown keys are refused, nothing is inserted',
    text: 'id;name\n1;Ada L.\n9;Nobody',
    settings: { operation: 'update', key: ['id'] },
    rows: ['1 ada@x.fr Ada L. Lyon 1.00 old', OLD[1] as string],
    rejects: ['2 database not_in_table id 9'],
    counts: { success: 1, rejects: 1 },
  },
  {
    name: 'reconcile: nothing is written',
    text: 'id;name\n1;Ada L.\n9;Nobody',
    settings: { operation: 'reconcile', key: ['id'] },
    rows: OLD,
    rejects: ['2 database not_in_table id 9'],
    counts: { success: 1, rejects: 1 },
  },
  {
    name: 'delete',
    text: 'id\n1\n9',
    settings: { operation: 'delete', key: ['id'] },
    rows: [OLD[1] as string],
    rejects: ['2 database not_in_table id 9'],
    counts: { success: 1, rejects: 1 },
  },
  {
    name: 'a second key, used where the first is empty',
    text: 'id;email;name\n1;;Ada L.\n;bea@x.it;Bea B.\n;nobody@x;Nobody\n;;Nothing',
    settings: { operation: 'update', key: ['id'], key2: ['email'] },
    unique: false,
    rows: ['1 ada@x.fr Ada L. Lyon 1.00 old', '2 bea@x.it Bea B. · 2.00 '],
    rejects: ['3 database not_in_table email nobody@x', '4 database key_empty id ·'],
    counts: { success: 2, rejects: 2 },
  },
  ...(['update', 'reconcile', 'delete'] as const).map(
    (operation): Case => ({
      name: `${operation}: a second key, though the first is the primary key`,
      text: 'id;email;name\n;bea@x.it;Bea B.\n;nobody@x;Nobody\n;;Nothing',
      settings: { operation, key: ['id'], key2: ['email'] },
      rows: { update: [OLD[0] as string, '2 bea@x.it Bea B. · 2.00 '], reconcile: OLD, delete: [OLD[0] as string] }[operation],
      rejects: ['2 database not_in_table email nobody@x', '3 database key_empty id ·'],
      counts: { success: 1, rejects: 2 },
    }),
  ),
  {
    name: 'upsert: a second key, though the first is the primary key; a new row cannot be without it',
    text: 'id;email;name\n1;;Ada L.\n;bea@x.it;Bea B.\n;nobody@x;Nobody\n3;c@x;Cia\n;;Nothing',
    settings: { operation: 'upsert', key: ['id'], key2: ['email'] },
    rows: ['1 ada@x.fr Ada L. Lyon 1.00 old', '2 bea@x.it Bea B. · 2.00 ', '3 c@x Cia · · none'],
    rejects: ['3 database required id ·', '5 database key_empty id ·'],
    counts: { success: 3, rejects: 2 },
  },
  {
    name: 'a key that several rows have',
    text: 'email;name\nada@x.fr;Ada L.\nbea@x.it;Bea B.',
    settings: { operation: 'update', key: ['email'] },
    unique: false,
    rows: [OLD[0] as string, '1 ada@x.fr Ada Lyon 1.00 twin', '2 bea@x.it Bea B. · 2.00 '],
    rejects: ['1 database several_in_table email ada@x.fr'],
    counts: { success: 1, rejects: 1 },
  },
]

for (const commit of ['as_it_goes', 'all_or_nothing'] as const)
  test.for(CASES)(`${commit}: $name`, async ({ text, settings, rows, rejects = [], counts, unique }, { worker, connection, context }) => {
    expect(worker.id).toBeTruthy()
    await people(connection.sql, { unique: unique ?? true })
    if (rows.some((row) => row.endsWith('twin'))) await connection.sql`insert into people values (1, 'ada@x.fr', 'Ada', 'Lyon', 1, 'twin')`
    const job = await importByName(context, 'people', text, { ...settings, commit })
    const errors = (await listJournal(connection.db, job.id, { level: 'error' })).entries
    expect(errors).toEqual([])
    expect(job).toMatchObject({ status: 'finished', held: 0, unprocessed: 0, ...counts, total: job.processed })
    expect(await rejectsOf(connection, job)).toEqual(rejects)
    expect(await rowsOf(connection.sql)).toEqual([...rows].sort((a, b) => (a < b ? -1 : 1)))
  })

test('all or nothing: too many rejects leave the table as it was, and Start goes on in spite of them', async ({
  worker,
  connection,
  context,
}) => {
  expect(worker.id).toBeTruthy()
  await people(connection.sql)
  const text = 'id;name\n3;Cia\n4;\n5;Eve'
  const job = await importByName(context, 'people', text, { commit: 'all_or_nothing', stopAfter: { rejects: 0 } })
  expect(job).toMatchObject({ status: 'finished_with_errors', success: 0, rejects: 0, processed: 0, unprocessed: 3, held: 0 })
  expect((await listJournal(connection.db, job.id, { level: 'error' })).entries).toMatchObject([
    { code: 'error.too_many_rejects', params: { rejects: 1 } },
  ])
  expect(await rowsOf(connection.sql)).toEqual(OLD)
  await startJob(context, { jobId: job.id })
  expect(await jobWhen(connection.db, job.id, isIn('finished'))).toMatchObject({ success: 2, rejects: 1, processed: 3, unprocessed: 0 })
  expect(await rowsOf(connection.sql)).toHaveLength(4)
})

test('a file whose first hundred records are all refused is stopped', async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  await people(connection.sql)
  const text = `id;name\n${Array.from({ length: 100 }, (_, i) => `x${i};Cia`).join('\n')}\n3;Cia`
  const job = await importByName(context, 'people', text, { stopAfter: { first: 100 } })
  expect(job).toMatchObject({ status: 'finished', success: 1, rejects: 100 })
  const stopped = await importByName(context, 'people', text.replaceAll('\n3;Cia', '\ny;Cia'), {})
  expect(stopped).toMatchObject({ status: 'finished_with_errors', rejects: 101 })
})

test('many rows refused among many, whichever way they are found', { timeout: 120_000 }, async ({ worker, connection, context }) => {
  expect(worker.id).toBeTruthy()
  const { sql } = connection
  await people(sql)
  await sql`create function no_threes() returns trigger language plpgsql as $$ begin if new.id % 1000 = 3 then raise exception 'no threes'; end if; return new; end $$`
  await sql`create trigger no_threes before insert on people for each row execute function no_threes()`
  await sql`insert into people select i, 'x', 'known', null, 1 from generate_series(1000, 60000, 100) i`
  const lines = Array.from(
    { length: 60_000 },
    (_, i) => `${i + 3};Name;${(i + 3) % 90 === 0 ? 'Nowhere' : 'Lyon'};${(i + 3) % 70 === 0 ? -1 : 1}`,
  )
  const job = await importByName(context, 'people', `id;name;city;points\n${lines.join('\n')}`, {})
  // With a trigger before them, rows are refused in the order in which the table itself looks.
  const reasonOf = (id: number) =>
    id % 70 === 0
      ? 'check'
      : id >= 1000 && id <= 60_000 && id % 100 === 0
        ? 'unique'
        : id % 90 === 0
          ? 'foreign_key'
          : id % 1000 === 3
            ? 'refused_by_table'
            : null
  const expected: Record<string, number> = {}
  for (let id = 3; id < 60_003; id += 1) {
    const reason = reasonOf(id)
    if (reason) expected[reason] = (expected[reason] ?? 0) + 1
  }
  const found = await sql<
    { code: string; count: number }[]
  >`select code, count(*)::int from quayside.rejects where job_id = ${job.id} group by code`
  expect(Object.fromEntries(found.map(({ code, count }) => [code, count]))).toEqual(expected)
  expect(job.success + job.rejects).toBe(60_000)
})
