import { expect } from 'vitest'
import type { Job } from '#db/schema.ts'
import type { Context } from '#jobs/context.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { listRejects } from '#jobs/list-rejects.ts'
import { test as base } from '#test/database.ts'
import { importByName } from '#test/import.ts'
import { startWorker } from '#worker/main.ts'

/** A worker whose role owns none of the company's tables. */
const test = base.extend('worker', { scope: 'file' }, async ({ url, connection }, { onCleanup }) => {
  const { sql } = connection
  const role = `clerk_${new URL(url).pathname.slice(-12)}`
  await sql.unsafe(`create role ${role} login password 'secret'; grant all on schema quayside, quayside_queue to ${role};
    grant all on all tables in schema quayside, quayside_queue to ${role}; grant all on all sequences in schema quayside, quayside_queue to ${role};
    grant all on all functions in schema quayside, quayside_queue to ${role}; grant pg_signal_backend to ${role}`)
  const own = new URL(url)
  own.username = role
  own.password = 'secret'
  const worker = await startWorker(own.href, { slots: 2 })
  onCleanup(async () => {
    await worker.stop()
    await sql.unsafe(`drop owned by ${role}; drop role ${role}`)
  })
  return { ...worker, role }
})

const troubleOf = async ({ db }: Context, { id }: Job) =>
  (await listJournal(db, id)).entries.filter(({ level }) => level !== 'info').map(({ code, detail }) => `${code} ${detail ?? ''}`)

const rejectsOf = async ({ db }: Context, { id }: Job) => (await listRejects(db, id)).rejects.map(({ record, code }) => `${record} ${code}`)

test('a table whose rows are only for some', { timeout: 20_000 }, async ({ worker, sql, context }) => {
  await sql.unsafe(`drop table if exists kept, cities; create table kept (id int primary key, owner text check (owner <> 'x')); alter table kept enable row level security;
    create policy mine on kept using (owner = 'me') with check (owner = 'me'); grant all on kept to ${worker.role}`)
  const job = await importByName(context, 'kept', 'id;owner\n1;me\n2;you\n3;me\n4;x\n1;me')
  expect(await troubleOf(context, job)).toEqual([])
  expect(job).toMatchObject({ status: 'finished', success: 2, rejects: 3 })
  expect(await rejectsOf(context, job)).toEqual(['2 refused_by_table', '4 check', '5 unique'])
})

test('a role that may only insert, into a table that points to one that it may not see', { timeout: 20_000 }, async ({
  worker,
  sql,
  context,
}) => {
  await sql.unsafe(`drop table if exists kept, cities; create table cities (name text primary key); insert into cities values ('Lyon');
    create table kept (id int primary key, city text references cities); grant insert on kept to ${worker.role}`)
  const job = await importByName(context, 'kept', 'id;city\n1;Lyon\n2;Nowhere\n1;Lyon')
  expect(await troubleOf(context, job)).toEqual([])
  expect(job).toMatchObject({ status: 'finished', success: 1, rejects: 2 })
  expect(await rejectsOf(context, job)).toEqual(['2 foreign_key', '3 unique'])
})

test('a role that may not make temporary tables', { timeout: 20_000 }, async ({ worker, url, sql, context }) => {
  const name = new URL(url).pathname.slice(1)
  await sql.unsafe(`drop table if exists kept, cities; create table kept (id int primary key, n int); grant all on kept to ${worker.role};
    revoke temporary on database ${name} from public`)
  const clean = await importByName(context, 'kept', 'id;n\n1;1')
  expect(clean).toMatchObject({ status: 'finished', success: 1 })
  const job = await importByName(context, 'kept', 'id;n\n1;1', { key: ['id'], operation: 'upsert' })
  expect(job.status).toBe('finished_with_errors')
  expect((await troubleOf(context, job))[0]).toMatch(/^error.temporary_forbidden /)
  await sql.unsafe(`grant temporary on database ${name} to public`)
})
