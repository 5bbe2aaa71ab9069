import { desc, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { jobMoves } from '#db/schema.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { moveJob } from '#jobs/move.ts'
import { ENDED, JOB_STATUSES, type JobStatus, MOVES, type Move } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, insertLeased, jobNow } from '#test/jobs.ts'

const ASKED = [...new Map(MOVES.map(({ by, to }) => [`${by} ${to}`, { by, to }])).values()]
const moves: readonly Move[] = MOVES

describe('a mover makes the moves of the table, and no other', () => {
  test.for(ASKED)('$by → $to', async ({ by, to }, { db }) => {
    for (const from of JOB_STATUSES) {
      const jobId = await insertJob(db, from)
      const legal = moves.some((move) => move.from === from && move.to === to && move.by === by)
      const moved = await moveJob(db, jobId, { by, to, actor: 'Ada', reason: 'why not' })
      expect(moved, `${from} → ${to}`).toEqual(legal ? { id: jobId, from, to, leased: false } : undefined)
      expect((await jobNow(db, jobId)).status).toBe(legal ? to : from)
      const history = await db.select().from(jobMoves).where(eq(jobMoves.jobId, jobId))
      expect(history).toMatchObject(legal ? [{ from, to, by, actor: 'Ada', reason: 'why not' }] : [])
      const { entries } = await listJournal(db, jobId)
      expect(entries).toHaveLength(legal ? 1 : 0)
      expect(entries.map(({ code }) => code)).not.toContain('error.unexpected')
    }
  })
})

test('a move that is fenced by a lease needs that lease', async ({ db }) => {
  const jobId = await insertLeased(db, 'running')
  const stranger = '00000000-0000-4000-8000-000000000000'
  expect(await moveJob(db, jobId, { by: 'worker', to: 'finished', leaseToken: stranger })).toBeUndefined()
  const token = (await jobNow(db, jobId)).leaseToken ?? ''
  expect(await moveJob(db, jobId, { by: 'worker', to: 'finished', leaseToken: token })).toMatchObject({ to: 'finished', leased: true })
})

test('a job that leaves the worker gives the lease back and keeps the time of work', async ({ db }) => {
  const jobId = await insertLeased(db, 'running', { activeMs: 1000 })
  await moveJob(db, jobId, { by: 'worker', to: 'server_shutdown' })
  const job = await jobNow(db, jobId)
  expect(job).toMatchObject({ leaseToken: null, leasedAt: null, leaseExpiresAt: null, workerId: null, finishedAt: null })
  expect(job.activeMs).toBeGreaterThanOrEqual(6000)
})

test('a job keeps its lease while its last chunk comes to an end', async ({ db }) => {
  const jobId = await insertLeased(db, 'running')
  const { leaseToken, leasedAt } = await jobNow(db, jobId)
  await moveJob(db, jobId, { by: 'pause' })
  await moveJob(db, jobId, { by: 'cancel' })
  expect(await jobNow(db, jobId)).toMatchObject({ status: 'cancelling', leaseToken, leasedAt })
})

test('what was not reached is counted when a job ends, and not while it may go on', async ({ db }) => {
  const given = { total: 100, processed: 60 }
  const after = async (from: JobStatus, options: Parameters<typeof moveJob>[2]) => {
    const jobId = await insertJob(db, from, given)
    await moveJob(db, jobId, options)
    const { unprocessed, finishedAt, status } = await jobNow(db, jobId)
    expect(finishedAt !== null).toBe(ENDED[status])
    return unprocessed
  }
  expect(await after('cancelling', { by: 'worker', to: 'cancelled' })).toBe(40)
  expect(await after('running', { by: 'worker', to: 'finished_with_errors' })).toBe(40)
  expect(await after('pausing', { by: 'worker', to: 'paused' })).toBe(0)
  expect(await after('finished_with_errors', { by: 'start' })).toBe(0)
})

test('a resumed job keeps its start and loses its end', async ({ db }) => {
  const startedAt = new Date('2026-03-01T08:00:00Z')
  const jobId = await insertJob(db, 'finished_with_errors', { startedAt, finishedAt: new Date(), vanished: 5 })
  await moveJob(db, jobId, { by: 'start' })
  expect(await jobNow(db, jobId)).toMatchObject({ startedAt, finishedAt: null, vanished: 0, queuedAt: expect.any(Date) })
})

test('history and status agree whatever happened', async ({ db }) => {
  const jobId = await insertJob(db, 'editing')
  await moveJob(db, jobId, { by: 'start' })
  await moveJob(db, jobId, { by: 'pause' })
  await moveJob(db, jobId, { by: 'worker', to: 'paused' })
  await moveJob(db, jobId, { by: 'start' })
  const history = await db.select().from(jobMoves).where(eq(jobMoves.jobId, jobId)).orderBy(desc(jobMoves.id))
  expect(history.map(({ from, to }) => `${from} ${to}`)).toEqual(['paused running', 'pausing paused', 'running pausing', 'editing running'])
})
