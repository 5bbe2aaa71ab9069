import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { sampleRecords, sampleTableSql } from '#bench/records.ts'
import type { Connection } from '#db/client.ts'
import { keepSnapshots } from '#db/snapshot-keeper.ts'
import { cancelJob } from '#jobs/cancel.ts'
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { filesOf, sha256, storeCopy, storedPath } from '#jobs/files.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { pauseJob } from '#jobs/pause.ts'
import { startJob } from '#jobs/start.ts'
import { env } from '#lib/env.ts'
import { test } from '#test/database.ts'
import { isIn, jobWhen, startWorkerProcess } from '#test/worker.ts'

const RECORDS = 250_000
const BAD = 0.01

/** Invented records with bad ones among them, and a constraint that refuses some that can be converted. */
async function writeSample(): Promise<string> {
  const path = join(env.dataDir, 'sample.csv')
  await pipeline(Readable.from(sampleRecords({ records: RECORDS, bad: BAD })), createWriteStream(path))
  return path
}

async function makeTable({ sql }: Connection, name: string): Promise<void> {
  await sql.unsafe(sampleTableSql(name))
  await sql.unsafe(`alter table ${name} add constraint sevens check (visits is null or id % 1000 <> 7)`)
}

async function startImport(context: Context, table: string, path: string): Promise<number> {
  const { id: fileId } = await storeCopy(context.db, path)
  const draft = await createDraft(context, { kind: 'import', label: table, table: { schema: 'public', name: table }, settings: { fileId } })
  if (!draft.ok) throw new Error('no draft')
  expect(await startJob(context, draft.value)).toMatchObject({ ok: true })
  return draft.value.jobId
}

/** Everything that an import leaves behind, in one line each. */
async function outcomeOf({ sql }: Connection, jobId: number, table: string) {
  const [rows] = await sql.unsafe(`select count(*)::int, md5(string_agg(t::text, ',' order by id)) as rows from ${table} t`)
  const [rejects] = await sql`
    select count(*)::int, md5(string_agg(concat_ws('|', record, line, kind, "column", value, code, params, raw), ',' order by record)) as rejects
    from quayside.rejects where job_id = ${jobId}`
  const [counters] = await sql`
    select status, total, processed, success, empty, errors, rejects, unprocessed from quayside.jobs where id = ${jobId}`
  const [left] = await sql`select sum(records_left)::int as left from quayside.chunks where job_id = ${jobId}`
  return { rows, rejects, counters, left }
}

test('workers killed at random moments leave exactly what an undisturbed run leaves', { timeout: 120_000 }, async ({
  connection,
  url,
  context,
}) => {
  const { db } = connection
  const path = await writeSample()
  await makeTable(connection, 'undisturbed')
  await makeTable(connection, 'disturbed')
  let worker = startWorkerProcess(url)
  const calm = await startImport(context, 'undisturbed', path)
  await jobWhen(db, calm, isIn('finished'))

  const jobId = await startImport(context, 'disturbed', path)
  let killedInTheMiddle = 0
  for (let kill = 0; kill < 8; kill += 1) {
    const before = await jobWhen(db, jobId, (job) => job.status === 'finished' || job.leaseToken !== null)
    if (before.status === 'finished') break
    await delay(Math.random() * 250)
    await worker.kill('SIGKILL')
    const after = await jobWhen(db, jobId, () => true)
    if (after.status === 'running' && after.processed < RECORDS) killedInTheMiddle += 1
    worker = startWorkerProcess(url)
  }
  await jobWhen(db, jobId, isIn('finished'), 60)
  await worker.kill('SIGTERM')

  expect(killedInTheMiddle).toBeGreaterThan(2)
  const expected = await outcomeOf(connection, calm, 'undisturbed')
  expect(expected.counters).toMatchObject({ status: 'finished', processed: String(RECORDS) })
  expect(expected.rejects?.count).toBeGreaterThan(RECORDS * BAD)
  expect(await outcomeOf(connection, jobId, 'disturbed')).toEqual(expected)
  expect((await listJournal(db, jobId)).entries.map(({ code }) => code)).toContain('move.vanished')
})

test.for(['csv', 'jsonl'] as const)(
  'an export as %s whose worker is killed, paused and stopped writes the file of an undisturbed one',
  {
    timeout: 120_000,
  },
  async (format, { connection, url, context }) => {
    const { db, sql } = connection
    await sql`drop table if exists exported`
    await sql`create table exported (id bigint primary key, name text, city text, note text, born date, amount numeric(12, 2))`
    await sql`insert into exported select i, 'O''Neill ' || i, null, '', '2001-02-03', i / 100.0 from generate_series(1, 300000) i`
    const keeper = keepSnapshots(url, 10)
    let worker = startWorkerProcess(url)
    const exportTable = async () => {
      const draft = await createDraft(context, {
        kind: 'export',
        label: 'x',
        table: { schema: 'public', name: 'exported' },
        settings: { format },
      })
      if (!draft.ok) throw new Error('no draft')
      await startJob(context, draft.value)
      return draft.value.jobId
    }
    const calm = await exportTable()
    await jobWhen(db, calm, isIn('finished'))

    const jobId = await exportTable()
    await jobWhen(db, jobId, (job) => job.processed > 0)
    await worker.kill('SIGKILL')
    // Rows that come after the snapshot are none of it.
    await sql`insert into exported (id, name) select i, 'late' from generate_series(-5, 0) i`
    worker = startWorkerProcess(url)
    await jobWhen(db, jobId, (job) => job.status === 'running' && job.leaseToken !== null)
    await pauseJob(context, { jobId })
    await jobWhen(db, jobId, isIn('paused', 'finished'))
    await startJob(context, { jobId })
    await jobWhen(db, jobId, (job) => job.leaseToken !== null || job.status === 'finished')
    await worker.kill('SIGTERM')
    worker = startWorkerProcess(url)
    await jobWhen(db, jobId, isIn('finished'), 60)
    await worker.kill('SIGTERM')
    await keeper.stop()

    const [expected] = (await filesOf(db, calm)).filter(({ role }) => role === 'output')
    const [written] = (await filesOf(db, jobId)).filter(({ role }) => role === 'output')
    expect(written).toMatchObject({ size: expected?.size, sha256: expected?.sha256 })
    expect(await sha256(storedPath(written?.id ?? ''))).toBe(expected?.sha256)
    const codes = (await listJournal(db, jobId)).entries.map(({ code }) => code)
    expect(codes).not.toContain('export.snapshot_lost')
    expect(codes).not.toContain('export.began_again')
  },
)

test('pause and cancel end in time though the table is slow, and what was committed is counted', { timeout: 60_000 }, async ({
  connection,
  url,
  context,
}) => {
  const { db, sql } = connection
  const path = await writeSample()
  await sql.unsafe(sampleTableSql('slow'))
  await sql.unsafe(`create function take_time() returns trigger language plpgsql as $$ begin perform pg_sleep(0.002); return new; end $$`)
  await sql.unsafe(`create trigger slow before insert on slow for each row execute function take_time()`)
  const worker = startWorkerProcess(url)
  const jobId = await startImport(context, 'slow', path)
  await jobWhen(db, jobId, (job) => job.processed > 0)
  await pauseJob(context, { jobId, reason: 'lunch' })
  const paused = await jobWhen(db, jobId, isIn('paused'), 5)
  const [rows] = await sql`select count(*)::int from slow`
  expect(rows?.count).toBe(paused.success)
  expect(paused.leaseToken).toBeNull()

  await startJob(context, { jobId })
  await jobWhen(db, jobId, (job) => job.processed > paused.processed)
  await cancelJob(context, { jobId })
  const cancelled = await jobWhen(db, jobId, isIn('cancelled'), 5)
  const [kept] = await sql`select count(*)::int from slow`
  expect(kept?.count).toBe(cancelled.success)
  expect(cancelled.processed + cancelled.unprocessed).toBe(RECORDS)
  await worker.kill('SIGTERM')
})
