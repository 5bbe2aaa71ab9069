import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Connection } from '#db/client.ts'
import { repairAndRetry } from '#engine/repair-rejects.ts'
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { fileFormat } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { test } from '#test/database.ts'
import { jobNow, storeText } from '#test/jobs.ts'
import { isIn, jobWhen, startWorkerProcess } from '#test/worker.ts'
import { layNetwork } from '#torture/network.ts'
import { startWorker } from '#worker/main.ts'

const RECORDS = 2500

/** Nothing in the table would keep a row from being there twice; it refuses some, and takes its time. */
async function makeTable({ sql }: Connection, name: string, ms: number): Promise<void> {
  await sql.unsafe(`create table ${name} (id int constraint sevens check (id % 61 <> 0), born date, note varchar(4))`)
  await sql.unsafe(`
    create or replace function take_${ms}() returns trigger language plpgsql as $$ begin perform pg_sleep(${ms / 1000}); return new; end $$;
    create trigger slow before insert on ${name} for each row when (new.id % 20 = 0) execute function take_${ms}()`)
}

/** Imports a file whose records but the first are all refused: some for their date alone, some for more. */
async function importRejects(context: Context, table: string, records: number): Promise<number> {
  const lines = Array.from({ length: records }, (_, i) => `${i + 1},${i === 0 ? '' : '12/31/2001'},${i % 11 === 3 ? 'too long' : 'ok'}`)
  const { id: fileId } = await storeText(context.db, `id,born,note\n${lines.join('\n')}\n`, `${table}.csv`)
  const column = { decimalSign: '.', dateOrder: 'dmy' } as const
  const columns = ['id', 'born', 'note'].map((name) => ({ name, target: name, ...column }))
  const settings = { fileId, format: fileFormat.parse({}), columns, stopAfter: { first: null } }
  const draft = await createDraft(context, { kind: 'import', label: table, table: { schema: 'public', name: table }, settings })
  if (!draft.ok) throw new Error(draft.refusal.code)
  const { jobId } = draft.value
  await startJob(context, { jobId })
  expect(await jobWhen(context.db, jobId, isIn('finished'))).toMatchObject({ success: 1, rejects: records - 1 })
  return jobId
}

const repair = { kind: 'date_order', column: 'born', order: 'mdy' } as const

/** Everything that a retry leaves behind, one line a record. */
async function outcomeOf({ sql }: Connection, jobId: number, table: string) {
  const [rows] = await sql.unsafe(`select count(*)::int, md5(string_agg(t::text, ',' order by id)) as rows from ${table} t`)
  const [rejects] = await sql`
    select count(*)::int, md5(string_agg(concat_ws('|', record, state, attempts, kind, "column", value, code, params, raw, repaired), ',' order by record)) as rejects
    from quayside.rejects where job_id = ${jobId}`
  const [attempts] = await sql`
    select count(*)::int, md5(string_agg(concat_ws('|', record, attempt, actor, tried, kind, "column", value, code, params), ',' order by record, attempt)) as attempts
    from quayside.reject_attempts where job_id = ${jobId}`
  const [counters] = await sql`
    select status, total, processed, success, empty, errors, rejects, discarded, retrying, retry_total, held, unprocessed from quayside.jobs where id = ${jobId}`
  const [batches] = await sql`
    select sum((params->>'success')::int)::int as success, sum((params->>'rejects')::int)::int as rejects
    from quayside.journal_entries where job_id = ${jobId} and code = 'retry.batch'`
  const done = await sql`select params from quayside.journal_entries where job_id = ${jobId} and code = 'retry.done'`
  return { rows, rejects, attempts, counters, batches, done }
}

test('workers killed while they retry leave exactly what an undisturbed retry leaves', { timeout: 180_000 }, async ({
  connection,
  url,
  context,
}) => {
  const { db } = connection
  await makeTable(connection, 'undisturbed', 0)
  await makeTable(connection, 'disturbed', 4)
  let worker = startWorkerProcess(url)
  const calm = await importRejects(context, 'undisturbed', RECORDS)
  const jobId = await importRejects(context, 'disturbed', RECORDS)
  await repairAndRetry(context, { jobId: calm, selection: {}, repair })
  await jobWhen(db, calm, isIn('finished'))

  await repairAndRetry(context, { jobId, selection: {}, repair })
  let killedInTheMiddle = 0
  for (let kill = 0, left = RECORDS - 1; kill < 3; kill += 1) {
    // Each worker gets a step further before it is killed.
    const before = await jobWhen(db, jobId, ({ retrying }) => retrying < left)
    if (before.status === 'finished') break
    await delay(Math.random() * 150)
    await worker.kill('SIGKILL')
    const after = await jobNow(db, jobId)
    left = after.retrying
    if (after.leaseToken !== null && left > 0) killedInTheMiddle += 1
    worker = startWorkerProcess(url)
  }
  await jobWhen(db, jobId, isIn('finished'), 60)
  await worker.kill('SIGTERM')

  expect(killedInTheMiddle).toBeGreaterThan(1)
  const expected = await outcomeOf(connection, calm, 'undisturbed')
  expect(expected.counters).toMatchObject({ status: 'finished', retrying: '0', rejects: String(expected.batches?.rejects) })
  expect(expected.attempts?.count).toBe(2 * (RECORDS - 1))
  expect(await outcomeOf(connection, jobId, 'disturbed')).toEqual(expected)
  expect((await listJournal(db, jobId)).entries.map(({ code }) => code)).toContain('move.vanished')
})

test.for(['as_it_goes', 'all_or_nothing'] as const)(
  'a commit of a retry that comes late counts once: %s',
  { timeout: 60_000 },
  async (commit, { url, connection, context }) => {
    const { db, sql } = connection
    const table = `late_${commit}`
    await makeTable(connection, table, 0)
    const network = await layNetwork(url)
    const worker = await startWorker(network.url, { slots: 1 })
    const jobId = await importRejects(context, table, 400)
    await sql`update quayside.jobs set settings = settings || ${JSON.stringify({ commit })}::text::jsonb where id = ${jobId}`
    const struck = Promise.withResolvers<void>()
    network.cutAtCommit('never', () => network.cutAtCommit(1500, struck.resolve))
    await repairAndRetry(context, { jobId, selection: {}, repair })
    await struck.promise
    const job = await jobWhen(db, jobId, isIn('finished', 'finished_with_errors'))
    await worker.stop()
    network.stop()
    const [rows] = await sql.unsafe(`select count(*)::int, count(distinct id)::int as different from ${table}`)
    expect(rows).toEqual({ count: job.success, different: job.success })
    expect(job).toMatchObject({ status: 'finished', retrying: 0, held: 0, rejects: 400 - job.success, errors: 0 })
    expect(await sql`select max(attempt) as attempt, count(*)::int from quayside.reject_attempts where job_id = ${jobId}`).toEqual([
      { attempt: 1, count: 2 * 399 },
    ])
  },
)
