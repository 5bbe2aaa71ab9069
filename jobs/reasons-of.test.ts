import { expect } from 'vitest'
import { cancelJob } from '#jobs/cancel.ts'
import { pauseJob } from '#jobs/pause.ts'
import { reasonsOf } from '#jobs/reasons-of.ts'
import { startJob } from '#jobs/start.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

test('are told while the jobs are in the statuses that they led to, however often those changed before', async ({ db, context }) => {
  const [jobId, other] = [await insertJob(db, 'running'), await insertJob(db, 'running')]
  const reasons = () => reasonsOf(db, [jobId, other, 999_999])
  expect(await reasons()).toEqual([])
  await pauseJob(context, { jobId, reason: 'wrong file' })
  expect(await reasons()).toEqual([{ jobId, by: 'pause', actor: 'Ada', reason: 'wrong file' }])
  await startJob(context, { jobId })
  expect(await reasons()).toEqual([])
  await pauseJob(context, { jobId, reason: 'once more' })
  await pauseJob(context, { jobId: other })
  expect(await reasons()).toEqual([
    { jobId, by: 'pause', actor: 'Ada', reason: 'once more' },
    { jobId: other, by: 'pause', actor: 'Ada', reason: null },
  ])
  await cancelJob(context, { jobId })
  expect(await reasonsOf(db, [jobId])).toEqual([{ jobId, by: 'cancel', actor: 'Ada', reason: null }])
  expect(await reasonsOf(db, [])).toEqual([])
})
