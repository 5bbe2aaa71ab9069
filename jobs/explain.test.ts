import { expect } from 'vitest'
import { cancelJob } from '#jobs/cancel.ts'
import { explainJob } from '#jobs/explain.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { pauseJob } from '#jobs/pause.ts'
import { showJob } from '#jobs/show-job.ts'
import { startJob } from '#jobs/start.ts'
import { ASKED_BY, JOB_STATUSES } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, insertLeased, jobNow } from '#test/jobs.ts'

test('the reason goes to the pause that the job rests from, not to those before', async ({ db, context }) => {
  const jobId = await insertJob(db, 'running')
  await pauseJob(context, { jobId })
  await startJob(context, { jobId })
  await pauseJob(context, { jobId })
  const before = await jobNow(db, jobId)
  expect(await explainJob(context, { jobId, reason: '  wrong file ' })).toEqual({ ok: true, value: { reason: 'wrong file' } })
  const pauses = (await showJob(context, jobId))?.moves.filter(({ by }) => by === 'pause')
  expect(pauses).toMatchObject([
    { actor: 'Ada', reason: 'wrong file' },
    { actor: 'Ada', reason: null },
  ])
  expect((await listJournal(db, jobId)).entries.at(-1)).toMatchObject({
    code: 'move.explained',
    level: 'info',
    params: { actor: 'Ada', reason: 'wrong file' },
  })
  const after = await jobNow(db, jobId)
  expect(after.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime())
  expect({ ...after, updatedAt: 0 }).toEqual({ ...before, updatedAt: 0 })
})

test('it is told to whoever listens', async ({ db, sql, context }) => {
  const jobId = await insertJob(db, 'running')
  await pauseJob(context, { jobId })
  const heard = Promise.withResolvers<unknown>()
  const { unlisten } = await sql.listen('quayside_jobs', (payload) => {
    const told = JSON.parse(payload)
    if (told.id === jobId) heard.resolve(told)
  })
  await explainJob(context, { jobId, reason: 'wrong file' })
  expect(await heard.promise).toEqual({ id: jobId, status: 'paused', created: false })
  await unlisten()
})

test('while the worker comes to an end, and after Cancel, as well', async ({ db, context }) => {
  const jobId = await insertLeased(db, 'running')
  await pauseJob(context, { jobId })
  expect(await explainJob(context, { jobId, reason: 'lunch' })).toMatchObject({ ok: true })
  await cancelJob(context, { jobId })
  expect(await explainJob(context, { jobId, reason: 'no longer wanted' })).toMatchObject({ ok: true })
  expect((await showJob(context, jobId))?.moves).toMatchObject([
    { by: 'cancel', reason: 'no longer wanted' },
    { by: 'pause', reason: 'lunch' },
  ])
})

test('whoever says it again means it the new way', async ({ db, context }) => {
  const jobId = await insertJob(db, 'running')
  await pauseJob(context, { jobId, reason: 'lunch' })
  await explainJob(context, { jobId, reason: 'wrong file' })
  expect((await showJob(context, jobId))?.moves.find(({ by }) => by === 'pause')?.reason).toBe('wrong file')
})

test('nothing is no reason', async ({ db, context }) => {
  const jobId = await insertJob(db, 'running')
  await pauseJob(context, { jobId })
  expect(await explainJob(context, { jobId, reason: '  ' })).toEqual({ ok: false, refusal: { code: 'invalid' } })
})

test('another one’s pause is not for me to explain, nor any for viewers', async ({ db, context, as }) => {
  const jobId = await insertJob(db, 'running')
  await pauseJob({ ...context, actor: { name: 'Grace', role: 'operator' } }, { jobId })
  const refusal = { ok: false, refusal: { code: 'forbidden' } }
  expect(await explainJob(context, { jobId, reason: 'mine' })).toEqual(refusal)
  expect(await explainJob(as('administrator'), { jobId, reason: 'mine' })).toEqual(refusal)
  const own = await insertJob(db, 'running')
  await pauseJob(context, { jobId: own })
  expect(await explainJob(as('viewer'), { jobId: own, reason: 'mine' })).toEqual(refusal)
  for (const id of [jobId, own]) expect((await showJob(context, id))?.moves.find(({ by }) => by === 'pause')?.reason).toBeNull()
})

test.for(JOB_STATUSES.filter((status) => ASKED_BY[status] === null))('is refused in %s', async (status, { db, context }) => {
  const jobId = await insertJob(db, status)
  expect(await explainJob(context, { jobId, reason: 'late' })).toEqual({ ok: false, refusal: { code: 'conflict', status } })
})

test('finds no job', async ({ context }) => {
  expect(await explainJob(context, { jobId: 999_999, reason: 'why' })).toEqual({ ok: false, refusal: { code: 'not_found' } })
})
