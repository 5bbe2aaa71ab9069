import { expect } from 'vitest'
import { countJobs } from '#jobs/count-jobs.ts'
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

test('beyond the limit there are at least so many', async ({ db }) => {
  const insert = () => insertJob(db, 'cancelled', { owner: 'Many' })
  await insert()
  await insert()
  expect((await countJobs(db, { owner: 'Many' }, { limit: 2 })).cancelled).toEqual({ count: 2, more: false })
  await insert()
  expect((await countJobs(db, { owner: 'Many' }, { limit: 2 })).cancelled).toEqual({ count: 2, more: true })
  expect((await countJobs(db, { owner: 'Many' })).cancelled).toEqual({ count: 3, more: false })
})

test('where the exact answer takes too long, there are at least those among the newest: of none that is not to say none', async ({
  db,
  sql,
}) => {
  await insertJob(db, 'paused', { owner: 'Slow' })
  await insertJob(db, 'finished', { owner: 'Slow' })
  // Another one keeps the table's rows from being read in time; the second answer waits until it is free again.
  const hold = await sql.reserve()
  await hold`begin`
  await hold`lock quayside.jobs in access exclusive mode`
  const counting = countJobs(db, { owner: 'Slow' }, { patience: 50, window: 1 })
  await new Promise((resolve) => setTimeout(resolve, 200))
  await hold`rollback`
  hold.release()
  expect(await counting).toMatchObject({ finished: { count: 1, more: true }, paused: { count: 0, more: true } })
})
