import { expect } from 'vitest'
import type { Context } from '#jobs/context.ts'
import { deleteTemplate } from '#jobs/delete-template.ts'
import { findTemplate } from '#jobs/find-template.ts'
import { listJobs } from '#jobs/list-jobs.ts'
import { runAgain } from '#jobs/run-again.ts'
import { saveTemplate } from '#jobs/save-template.ts'
import { showJob } from '#jobs/show-job.ts'
import { test as base } from '#test/database.ts'
import { insertJob, jobNow } from '#test/jobs.ts'

const refusal = (code: string) => ({ ok: false, refusal: { code } })

const test = base.extend('save', ({ db }) => async (context: Context, name: string, shared = false) => {
  const saved = await saveTemplate(context, { name, jobId: await insertJob(db, 'finished'), shared })
  if (!saved.ok) throw new Error(saved.refusal.code)
  return saved.value.templateId
})

test('the jobs that were made from it stay, are still found by its number, and show none', async ({ db, context, save }) => {
  const templateId = await save(context, 'weg')
  const jobId = await insertJob(db, 'finished', { kind: 'export', templateId })
  expect((await showJob(context, jobId))?.template).toEqual({ id: templateId, name: 'weg' })
  const before = await jobNow(db, jobId)
  expect(await deleteTemplate(context, { templateId })).toEqual({ ok: true, value: null })
  expect(await jobNow(db, jobId)).toEqual(before)
  expect((await showJob(context, jobId))?.template).toBeNull()
  expect((await listJobs(db, { template: templateId })).jobs.map(({ id }) => id)).toEqual([jobId])
  expect(await runAgain(context, { jobId })).toMatchObject({ ok: true })
  expect(await deleteTemplate(context, { templateId })).toEqual(refusal('not_found'))
})

test('of two who delete at once, one is told that it is gone', async ({ context, save }) => {
  const templateId = await save(context, 'race')
  const outcomes = await Promise.all([deleteTemplate(context, { templateId }), deleteTemplate(context, { templateId })])
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true])
})

test('others delete a shared template only as administrators, and are not told of one that is not shared', async ({ db, as, save }) => {
  const [own, shared] = [await save(as('operator'), 'meine'), await save(as('operator'), 'unsere', true)]
  const grace = (role: 'operator' | 'administrator'): Context => ({ ...as(role), actor: { name: 'Grace', role } })
  expect(await deleteTemplate(grace('operator'), { templateId: own })).toEqual(refusal('not_found'))
  expect(await deleteTemplate(grace('operator'), { templateId: shared })).toEqual(refusal('forbidden'))
  expect(await deleteTemplate(grace('administrator'), { templateId: shared })).toEqual({ ok: true, value: null })
  expect(await findTemplate(db, as('operator').actor, shared)).toBeUndefined()
})

test('a job shows its template to those who may use that, and to nobody else', async ({ db, as, save }) => {
  const [own, shared] = [await save(as('operator'), 'zeigt eigene'), await save(as('operator'), 'zeigt geteilte', true)]
  const grace: Context = { ...as('viewer'), actor: { name: 'Grace', role: 'viewer' } }
  const shown = async (context: Context, templateId: number | null) =>
    (await showJob(context, await insertJob(db, 'finished', { templateId })))?.template
  expect(await shown(as('viewer'), own)).toEqual({ id: own, name: 'zeigt eigene' })
  expect(await shown(grace, own)).toBeNull()
  expect(await shown(grace, shared)).toEqual({ id: shared, name: 'zeigt geteilte' })
  expect(await shown(grace, null)).toBeNull()
})
