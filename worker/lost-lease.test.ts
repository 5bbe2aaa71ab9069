import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { type Connection, connect } from '#db/client.ts'
import { Control } from '#engine/control.ts'
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { sessionName, takeLease } from '#jobs/lease.ts'
import { healLostLeases, resumeInterrupted } from '#jobs/recover.ts'
import { startJob } from '#jobs/start.ts'
import { test } from '#test/database.ts'
import { jobNow, storeText } from '#test/jobs.ts'
import { isIn, jobWhen } from '#test/worker.ts'
import { layNetwork } from '#torture/network.ts'
import { startWorker } from '#worker/main.ts'
import { runJob } from '#worker/run-job.ts'

/** Starts an import of so many numbers into a table that takes a millisecond for each; returns the job. */
async function startSlowImport({ db, sql }: Connection, context: Context, table: string, records: number): Promise<number> {
  await sql`create table ${sql(table)} (id int)`
  await sql`create or replace function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.001); return new; end $$`
  await sql`create trigger dawdle before insert on ${sql(table)} for each row execute function dawdle()`
  const text = `id\n${Array.from({ length: records }, (_, i) => i).join('\n')}`
  const draft = await createDraft(context, {
    kind: 'import',
    label: table,
    table: { schema: 'public', name: table },
    settings: { fileId: (await storeText(db, text)).id },
  })
  if (!draft.ok) throw new Error(draft.refusal.code)
  await startJob(context, draft.value)
  return draft.value.jobId
}

test('a worker that lost its lease and is called for the same job again takes it up at once', { timeout: 60_000 }, async ({
  url,
  connection,
  context,
}) => {
  const { db, sql } = connection
  const worker = await startWorker(url, { slots: 2 })
  const jobId = await startSlowImport(connection, context, 'slow', 3000)
  await jobWhen(db, jobId, ({ total }) => total !== null)

  // As a jump of the clock does: the lease is over, though its worker is well and has not heard of it.
  const { leaseToken } = await jobNow(db, jobId)
  await sql`update quayside.jobs set lease_expires_at = now() - interval '1 second' where id = ${jobId}`
  await healLostLeases(db)
  await resumeInterrupted(db, context.queue, { idle: false })
  // Well before a message that was lost is sent again.
  await jobWhen(db, jobId, (job) => job.leaseToken !== null && job.leaseToken !== leaseToken, 8)
  await jobWhen(db, jobId, isIn('finished'))
  expect(await sql`select count(*)::int, count(distinct id)::int as different from slow`).toEqual([{ count: 3000, different: 3000 }])
  await worker.stop()
})

test('a run that lost its lease is let go, though the database never answers it', { timeout: 60_000 }, async ({
  url,
  connection,
  context,
}) => {
  const { db } = connection
  const jobId = await startSlowImport(connection, context, 'frozen', 20_000)
  const lease = await takeLease(db, jobId, randomUUID())
  if (!lease) throw new Error('no lease')

  const network = await layNetwork(url)
  const far = connect(network.url, { name: 'far', max: 4 })
  const control = new Control(sessionName(lease))
  const ended = runJob(far, lease, control)
  await jobWhen(db, jobId, ({ total }) => total !== null)
  network.freeze(3_600_000)
  control.stop('lost', { graceMs: 50, letGoMs: 500 })
  await ended
  expect(await jobNow(db, jobId)).toMatchObject({ status: 'running', leaseToken: lease.token })
  network.stop()
  await far.close().catch(() => {})
})
