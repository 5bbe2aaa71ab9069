import { describe, expect } from 'vitest'
import { isLegalMove, JOB_STATUSES } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, jobNow } from '#test/jobs.ts'

const PAIRS = JOB_STATUSES.flatMap((from) => JOB_STATUSES.map((to) => ({ from, to })))

describe('the database refuses every move that the table of moves does not have', () => {
  test.for(PAIRS)('$from → $to', async ({ from, to }, { db, sql }) => {
    const jobId = await insertJob(db, from)
    const before = await jobNow(db, jobId)
    const update = sql`update quayside.jobs set status = ${to} where id = ${jobId}`
    // Standing still is no move.
    if (from === to || isLegalMove(from, to)) await update
    else await expect(update).rejects.toMatchObject({ code: 'QS001', message: `illegal move of job ${jobId}: ${from} to ${to}` })
    const after = await jobNow(db, jobId)
    expect(after.status).toBe(isLegalMove(from, to) ? to : from)
    expect(after.statusSince > before.statusSince).toBe(isLegalMove(from, to))
  })
})

test('every change that a page shows is announced once it is committed', async ({ db, sql }) => {
  const heard: unknown[] = []
  const { unlisten } = await sql.listen('quayside_jobs', (payload) => heard.push(JSON.parse(payload)))
  const jobId = await insertJob(db, 'paused')
  await sql`update quayside.jobs set label = 'Clients avril' where id = ${jobId}`
  await sql`update quayside.jobs set lease_expires_at = now() where id = ${jobId}`
  await sql`update quayside.jobs set held = 100 where id = ${jobId}`
  await sql`update quayside.jobs set discarded = 3 where id = ${jobId}`
  await sql`update quayside.jobs set retrying = 3 where id = ${jobId}`
  await sql`update quayside.jobs set status = 'cancelled' where id = ${jobId}`
  await sql`delete from quayside.jobs where id = ${jobId}`
  await expect
    .poll(() => heard)
    .toEqual([
      { id: jobId, status: 'paused', created: true },
      { id: jobId, status: 'paused', created: false },
      { id: jobId, status: 'paused', created: false },
      { id: jobId, status: 'paused', created: false },
      { id: jobId, status: 'paused', created: false },
      { id: jobId, status: 'cancelled', created: false },
      { id: jobId, status: null, created: false },
    ])
  await unlisten()
})
