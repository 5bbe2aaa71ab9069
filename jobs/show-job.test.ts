import { eq, sql as statement } from 'drizzle-orm'
import { expect } from 'vitest'
import { jobs } from '#db/schema.ts'
import { writeJournal } from '#jobs/journal.ts'
import { takeLease } from '#jobs/lease.ts'
import { showJob } from '#jobs/show-job.ts'
import { JOB_STATUSES } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

test('a waiting job knows its place in line, to the microsecond', async ({ db, context }) => {
  await db.delete(jobs)
  const waiting: number[] = []
  for (const time of ['08:00:00.000300', '08:00:00.000100', '08:00:00.000200', '08:00:00.000200'])
    waiting.push(await insertJob(db, 'running', { queuedAt: statement`${`2026-03-01 ${time}`}::timestamptz` as unknown as Date }))
  const places = () => Promise.all(waiting.map(async (jobId) => (await showJob(context, jobId))?.placeInLine))
  expect(await places()).toEqual([4, 1, 2, 3])
  await takeLease(db, waiting[1] ?? 0, '00000000-0000-4000-8000-000000000001')
  expect(await places()).toEqual([3, null, 1, 2])
})

test.for(JOB_STATUSES.filter((status) => status !== 'running'))('a job that is %s stands in no line', async (status, { db, context }) => {
  expect((await showJob(context, await insertJob(db, status)))?.placeInLine).toBeNull()
})

test('there is nothing to show of a job that is not there', async ({ context }) => {
  expect(await showJob(context, 999_999)).toBeUndefined()
})

test('a job that an error stopped says which: the last one, and only while it is stopped', async ({ db, context }) => {
  const jobId = await insertJob(db, 'finished_with_errors')
  await writeJournal(db, jobId, { code: 'error.disk_full', params: {} })
  await writeJournal(db, jobId, {
    code: 'error.table_missing',
    params: { table: 'public.clients' },
    detail: 'relation "clients" does not exist',
  })
  await writeJournal(db, jobId, { code: 'move.finished_with_errors', params: {} })
  const error = { code: 'error.table_missing', params: { table: 'public.clients' }, detail: 'relation "clients" does not exist' }
  expect((await showJob(context, jobId))?.error).toEqual(error)
  await db.update(jobs).set({ status: 'running' }).where(eq(jobs.id, jobId))
  expect((await showJob(context, jobId))?.error).toBeNull()
})
