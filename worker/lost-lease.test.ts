import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { connect } from '#db/client.ts'
import { Control } from '#engine/control.ts'
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

test('a worker that lost its lease and is called for the same job again takes it up at once', { timeout: 60_000 }, async ({
  url,
  connection,
  context,
}) => {
  const { db, sql } = connection
  await sql`create table slow (id int)`
  await sql`create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.001); return new; end $$`
  await sql`create trigger dawdle before insert on slow for each row execute function dawdle()`
  const text = `id\n${Array.from({ length: 3000 }, (_, i) => i).join('\n')}`
  const worker = await startWorker(url, { slots: 2 })
  const draft = await createDraft(context, {
    kind: 'import',
    label: 'slow',
    table: { schema: 'public', name: 'slow' },
    settings: { fileId: (await storeText(db, text)).id },
  })
  if (!draft.ok) throw new Error(draft.refusal.code)
  const { jobId } = draft.value
  await startJob(context, draft.value)
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
  const { db, sql } = connection
  await sql`create table frozen (id int)`
  await sql`create function halt() returns trigger language plpgsql as $$ begin perform pg_sleep(0.001); return new; end $$`
  await sql`create trigger halt before insert on frozen for each row execute function halt()`
  const text = `id\n${Array.from({ length: 20_000 }, (_, i) => i).join('\n')}`
  const draft = await createDraft(context, {
    kind: 'import',
    label: 'frozen',
    table: { schema: 'public', name: 'frozen' },
    settings: { fileId: (await storeText(db, text)).id },
  })
  if (!draft.ok) throw new Error(draft.refusal.code)
  const { jobId } = draft.value
  await startJob(context, draft.value)
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
