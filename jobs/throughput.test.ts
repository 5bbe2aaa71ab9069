import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '#db/client.ts'
import type { JobStatus, Mover } from '#jobs/status.ts'
import { throughputOf } from '#jobs/throughput.ts'
import { test } from '#test/database.ts'
import { insertJob, insertLeased } from '#test/jobs.ts'

const BEGIN = Date.UTC(2026, 2, 1, 8)
/** Seconds after the beginning, as the database takes it. */
const at = (seconds: number) => new Date(BEGIN + seconds * 1000).toISOString()

const move = (db: Db, jobId: number, seconds: number, from: JobStatus, to: JobStatus, by: Mover, actor: string | null = null) =>
  db.execute(sql`insert into quayside.job_moves (job_id, from_status, to_status, by, actor, at)
    values (${jobId}, ${from}, ${to}, ${by}, ${actor}, ${at(seconds)})`)

const tell = (db: Db, jobId: number, seconds: number, code: string, params: Record<string, number> = {}) =>
  db.execute(sql`insert into quayside.journal_entries (job_id, level, code, params, at)
    values (${jobId}, 'info', ${code}, ${JSON.stringify(params)}::jsonb, ${at(seconds)})`)

test('a draft has no picture, nor a job that nobody has taken yet', async ({ db }) => {
  expect(await throughputOf(db, await insertJob(db, 'editing'))).toBeNull()
  const waiting = await insertJob(db, 'running', { startedAt: new Date(BEGIN) })
  await move(db, waiting, 0, 'editing', 'running', 'start', 'Ada')
  expect(await throughputOf(db, waiting, BEGIN + 3_600_000)).toBeNull()
  expect(await throughputOf(db, 999_999_999)).toBeNull()
})

test('records are counted over the time in which they came through, and a pause is a break with its mark', async ({ db }) => {
  const jobId = await insertJob(db, 'finished', { startedAt: new Date(BEGIN) })
  await move(db, jobId, 0, 'editing', 'running', 'start', 'Ada')
  // It waited for a worker until then.
  await tell(db, jobId, 30, 'import.detected', { columns: 2 })
  await tell(db, jobId, 30.5, 'import.chunk', { first: 1, last: 100, success: 100, rejects: 0 })
  await tell(db, jobId, 32.5, 'import.chunk', { first: 101, last: 300, success: 200, rejects: 0 })
  await tell(db, jobId, 32.6, 'import.chunk', { first: 301, last: 310, success: 10, rejects: 0 })
  await move(db, jobId, 33, 'running', 'pausing', 'pause', 'Ada')
  await move(db, jobId, 34, 'pausing', 'paused', 'worker')
  await move(db, jobId, 5000, 'paused', 'running', 'start', 'Bob')
  await tell(db, jobId, 5001, 'import.continued', { processed: 310, total: 1000 })
  // Told at the very end, by another clock than the move's.
  await tell(db, jobId, 5004.1, 'import.chunk', { first: 311, last: 1000, success: 690, rejects: 0 })
  await move(db, jobId, 5004, 'running', 'finished', 'worker')

  const seen = await throughputOf(db, jobId)
  expect(seen).toMatchObject({
    bucketMs: 1000,
    stretches: [
      { from: BEGIN + 30_000, to: BEGIN + 34_000, buckets: 4, counts: [184, 84, 42, 0] },
      { from: BEGIN + 5_001_000, to: BEGIN + 5_004_000, buckets: 3, counts: [223, 222, 245] },
    ],
    marks: [
      { to: 'running', by: 'start', actor: 'Ada' },
      { to: 'paused', by: 'worker' },
      { to: 'running', by: 'start', actor: 'Bob', at: BEGIN + 5_000_000 },
      { to: 'finished', by: 'worker' },
    ],
  })
})

test('a running job is drawn until now, an export by its rows', async ({ db }) => {
  const jobId = await insertLeased(db, 'running', { kind: 'export', startedAt: new Date(BEGIN), leasedAt: new Date(BEGIN + 1000) })
  await move(db, jobId, 0, 'editing', 'running', 'start', 'Ada')
  await tell(db, jobId, 2, 'export.counted', { total: 5000 })
  await tell(db, jobId, 5, 'export.chunk', { rows: 1000, size: 4096 })
  await tell(db, jobId, 9, 'export.chunk', { rows: 2000, size: 9000 })
  const seen = await throughputOf(db, jobId, BEGIN + 62_000)
  expect(seen).toMatchObject({ bucketMs: 5000, stretches: [{ from: BEGIN + 2000, to: BEGIN + 62_000, buckets: 12 }] })
  expect(seen?.stretches[0]?.counts.slice(0, 3)).toEqual([2429, 571, 0])

  // The more is told, the finer the picture.
  for (let row = 0; row < 360; row += 1) await tell(db, jobId, 10 + row / 10, 'export.chunk', { rows: 10, size: 9000 })
  const finer = await throughputOf(db, jobId, BEGIN + 62_000)
  expect(finer?.bucketMs).toBe(500)
  expect(finer?.stretches[0]?.counts.reduce((sum, count) => sum + count, 0)).toBe(6600)
})

test('a steady pace is drawn as one, from its beginning on, however its pieces fall into the buckets', async ({ db }) => {
  const jobId = await insertJob(db, 'finished', { startedAt: new Date(BEGIN) })
  await move(db, jobId, 0, 'editing', 'running', 'start', 'Ada')
  await tell(db, jobId, 0, 'import.detected', { columns: 2 })
  // Three lanes that come to their ends one soon after the other: 700 records each, 2,000 in a second.
  for (let piece = 0; piece < 60; piece += 1)
    await tell(db, jobId, 1.05 * (Math.floor(piece / 3) + 1) + 0.01 * (piece % 3), 'import.chunk', {
      first: piece * 700 + 1,
      last: (piece + 1) * 700,
    })
  await move(db, jobId, 21.02, 'running', 'finished', 'worker')
  const seen = await throughputOf(db, jobId)
  expect(seen?.bucketMs).toBe(2000)
  const [drawn] = seen?.stretches ?? []
  expect(drawn?.counts.reduce((sum, count) => sum + count, 0)).toBe(42_000)
  for (const count of drawn?.counts.slice(0, -1) ?? []) expect(Math.abs(count - 4000)).toBeLessThan(200)
})
