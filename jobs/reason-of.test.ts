import { expect } from 'vitest'
import { cancelJob } from '#jobs/cancel.ts'
import { pauseJob } from '#jobs/pause.ts'
import { reasonOf } from '#jobs/reason-of.ts'
import { startJob } from '#jobs/start.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

test('is told while the job is in the status that it led to, however often it changed before', async ({ db, context }) => {
  const jobId = await insertJob(db, 'running')
  expect(await reasonOf(db, jobId)).toBeNull()
  await pauseJob(context, { jobId, reason: 'wrong file' })
  expect(await reasonOf(db, jobId)).toEqual({ actor: 'Ada', reason: 'wrong file' })
  await startJob(context, { jobId })
  expect(await reasonOf(db, jobId)).toBeNull()
  await pauseJob(context, { jobId, reason: 'once more' })
  expect(await reasonOf(db, jobId)).toEqual({ actor: 'Ada', reason: 'once more' })
  await cancelJob(context, { jobId })
  expect(await reasonOf(db, jobId)).toEqual({ actor: 'Ada', reason: null })
  expect(await reasonOf(db, 999_999)).toBeNull()
})
