import { expect } from 'vitest'
import { createDraft } from '#jobs/create-draft.ts'
import { healLostLeases, resumeInterrupted } from '#jobs/recover.ts'
import { startJob } from '#jobs/start.ts'
import { test } from '#test/database.ts'
import { jobNow, storeText } from '#test/jobs.ts'
import { isIn, jobWhen } from '#test/worker.ts'
import { startWorker } from '#worker/main.ts'

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
