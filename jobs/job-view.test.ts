import { expect } from 'vitest'
import { paceOf, progressOf, toJobView } from '#jobs/job-view.ts'
import { test } from '#test/database.ts'
import { insertJob, insertLeased, jobNow } from '#test/jobs.ts'

const LOADED = { total: 1000, processed: 1000, success: 900, rejects: 100, discarded: 10, activeMs: 2000 }

test('while rejects are tried again, the progress is theirs, and the pace of the import says nothing', async ({ db }) => {
  const view = async (more: Parameters<typeof insertLeased>[2]) =>
    toJobView(await jobNow(db, await insertLeased(db, 'running', { ...LOADED, ...more })))
  const begun = await view({ retrying: 80, retryTotal: 80 })
  expect(begun).toMatchObject({ retry: { total: 80, left: 80 }, discarded: 10, counters: { rejects: 100 } })
  expect(progressOf(begun)).toBe(0)
  expect(paceOf(begun, Date.now())).toBeNull()
  expect(progressOf(await view({ retrying: 20, retryTotal: 80 }))).toBe(0.75)
  // What waits for the end of one transaction counts for the progress alone.
  expect(progressOf(await view({ retrying: 80, retryTotal: 80, held: 40 }))).toBe(0.5)
  // What is left of the file comes after them.
  expect(progressOf(await view({ retrying: 40, retryTotal: 80, processed: 500 }))).toBe(0.5)
  expect(progressOf(await view({ retrying: 0, retryTotal: 80, processed: 500 }))).toBe(0.5)
})

test('once they were tried, the job is what it is', async ({ db }) => {
  const done = toJobView(await jobNow(db, await insertJob(db, 'finished', { ...LOADED, retryTotal: 80 })))
  expect(done.retry).toBeNull()
  expect(progressOf(done)).toBe(1)
  expect(paceOf(done, Date.now())).toEqual({ rate: 500, remainingMs: null })
})
