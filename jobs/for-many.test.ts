import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Context } from '#jobs/context.ts'
import { findJob } from '#jobs/find-job.ts'
import { BATCH, type Chosen, forMany, type JobOutcome } from '#jobs/for-many.ts'
import { showJob } from '#jobs/show-job.ts'
import { isPossible, JOB_STATUSES, type JobStatus, MANY_VERBS, type ManyVerb } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, statusNow } from '#test/jobs.ts'

/** Goes on as a page does until nothing is left. */
async function all(
  context: Context,
  verb: ManyVerb,
  first: Chosen,
  reason?: string,
): Promise<{ outcomes: JobOutcome[]; requests: number }> {
  const outcomes: JobOutcome[] = []
  for (let chosen: Chosen | undefined = first, requests = 1; ; requests += 1) {
    const answer = await forMany(context, { verb, reason, chosen })
    if (!answer.ok) throw new Error(answer.refusal.code)
    outcomes.push(...answer.value.outcomes)
    const { next } = answer.value
    if ('ids' in first) chosen = outcomes.length < first.ids.length ? { ids: first.ids.slice(outcomes.length) } : undefined
    else chosen = next === null ? undefined : { filter: first.filter, upTo: next }
    if (!chosen) return { outcomes, requests }
  }
}

const EXPORT = { kind: 'export', tableSchema: 'public', tableName: 'nowhere' } as const

test('each job has an outcome of its own', async ({ db, context }) => {
  const running = await insertJob(db, 'running')
  const paused = await insertJob(db, 'paused', { label: 'Newsletter' })
  const { outcomes } = await all(context, 'pause', { ids: [paused, running, 999_999] }, 'wrong file')
  expect(outcomes).toEqual([
    { jobId: paused, label: 'Newsletter', refusal: { code: 'conflict', status: 'paused' } },
    { jobId: running },
    { jobId: 999_999, label: '', refusal: { code: 'not_found' } },
  ])
  expect((await showJob(context, running))?.moves).toMatchObject([{ to: 'paused' }, { by: 'pause', actor: 'Ada', reason: 'wrong file' }])
})

test('a draft from which something is missing is not started with the others', async ({ db, context }) => {
  const [draft, paused] = [await insertJob(db, 'editing'), await insertJob(db, 'paused')]
  const { outcomes } = await all(context, 'start', { ids: [draft, paused] })
  expect(outcomes).toMatchObject([{ jobId: draft, refusal: { code: 'file_missing' } }, { jobId: paused }])
  expect(await statusNow(db, draft)).toBe('editing')
  expect(await statusNow(db, paused)).toBe('running')
})

test('all that were made from a template are meant by its number', async ({ db, context }) => {
  const [first, other, second] = [
    await insertJob(db, 'cancelled', { templateId: 7 }),
    await insertJob(db, 'cancelled', { templateId: 8 }),
    await insertJob(db, 'cancelled', { templateId: 7 }),
  ]
  const { outcomes } = await all(context, 'delete', { filter: { template: 7 }, upTo: second })
  expect(outcomes).toEqual([{ jobId: second }, { jobId: first }])
  expect(await statusNow(db, other)).toBe('cancelled')
})

test('all that match are taken batch by batch, without those that came after the click and those from which it is impossible', async ({
  db,
  context,
}) => {
  const search = 'all that match'
  const ids: number[] = []
  for (let index = 0; index < BATCH + 3; index += 1) ids.push(await insertJob(db, 'finished', { label: search }))
  const running = await insertJob(db, 'running', { label: search })
  const other = await insertJob(db, 'finished', { label: 'another' })
  const later = await insertJob(db, 'finished', { label: search })
  const { outcomes, requests } = await all(context, 'delete', { filter: { search }, upTo: later - 1 })
  expect(outcomes).toEqual(ids.toReversed().map((jobId) => ({ jobId })))
  expect(requests).toBe(2)
  for (const kept of [running, other, later]) expect(await findJob(db, kept)).toBeDefined()
  expect((await all(context, 'cancel', { filter: { search, status: ['finished'] }, upTo: later })).outcomes).toEqual([])
})

test('is not for viewers', async ({ db, as }) => {
  const jobId = await insertJob(db, 'running')
  expect(await forMany(as('viewer'), { verb: 'pause', chosen: { ids: [jobId] } })).toEqual({ ok: false, refusal: { code: 'forbidden' } })
  expect(await statusNow(db, jobId)).toBe('running')
})

describe('whatever is asked of whatever jobs', () => {
  test('what is possible is done, the rest is refused with its status, and nothing is left out', async ({ db, context }) => {
    const statuses = fc.array(fc.constantFrom<JobStatus>(...JOB_STATUSES), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...MANY_VERBS), statuses, async (verb, wanted) => {
        const ids: number[] = []
        for (const status of wanted) ids.push(await insertJob(db, status, EXPORT))
        const { outcomes } = await all(context, verb, { ids })
        expect(outcomes.map(({ jobId }) => jobId)).toEqual(ids)
        for (const [index, { jobId, refusal }] of outcomes.entries()) {
          const status = wanted[index] as JobStatus
          if (verb === 'start' && status === 'editing') expect(refusal).toEqual({ code: 'table_missing' })
          else if (isPossible(verb, status)) expect(refusal).toBeUndefined()
          else expect(refusal).toEqual({ code: 'conflict', status })
          if (refusal) expect(await statusNow(db, jobId)).toBe(status)
        }
      }),
      { numRuns: 30 },
    )
  })
})
