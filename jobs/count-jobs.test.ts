import { expect } from 'vitest'
import { jobs } from '#db/schema.ts'
import { COUNT_LIMIT, countJobs } from '#jobs/count-jobs.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

test('each status is counted under the other filters, whichever statuses are asked for', async ({ db }) => {
  await insertJob(db, 'finished', { owner: 'Grace', rejects: 1 })
  await insertJob(db, 'finished', { owner: 'Grace', label: 'Été', templateId: 7 })
  await insertJob(db, 'paused', { owner: 'Grace' })
  await insertJob(db, 'paused', { owner: 'Ada' })
  expect(await countJobs(db, { owner: 'Grace', status: ['editing'] })).toMatchObject({
    finished: { count: 2, more: false },
    paused: { count: 1, more: false },
    editing: { count: 0, more: false },
    cancelled: { count: 0, more: false },
  })
  expect(await countJobs(db, { search: 'ÉTÉ' })).toMatchObject({ finished: { count: 1 }, paused: { count: 0 } })
  expect(await countJobs(db, { template: 7 })).toMatchObject({ finished: { count: 1 }, paused: { count: 0 } })
  expect(await countJobs(db, { rejects: 'with' })).toMatchObject({ finished: { count: 1 }, paused: { count: 0 } })
})

test('more than the limit is said to be more', async ({ db }) => {
  const row = { kind: 'import' as const, label: '', owner: 'Many', status: 'cancelled' as const }
  await db.insert(jobs).values(Array.from({ length: COUNT_LIMIT }, () => row))
  expect((await countJobs(db, { owner: 'Many' })).cancelled).toEqual({ count: COUNT_LIMIT, more: false })
  await db.insert(jobs).values(row)
  expect((await countJobs(db, { owner: 'Many' })).cancelled).toEqual({ count: COUNT_LIMIT, more: true })
})

test('where the exact answer takes too long, there are at least those among the newest', async ({ db, sql }) => {
  await insertJob(db, 'finished', { owner: 'Slow' })
  // Another one keeps the table's rows from being read in time; the second answer waits until it is free again.
  const hold = await sql.reserve()
  await hold`begin`
  await hold`lock quayside.jobs in access exclusive mode`
  const counting = countJobs(db, { owner: 'Slow' })
  await new Promise((resolve) => setTimeout(resolve, 600))
  await hold`rollback`
  hold.release()
  expect((await counting).finished).toEqual({ count: 1, more: true })
})
