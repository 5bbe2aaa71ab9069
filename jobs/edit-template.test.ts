import { expect } from 'vitest'
import type { Context } from '#jobs/context.ts'
import { editTemplate } from '#jobs/edit-template.ts'
import { findTemplate } from '#jobs/find-template.ts'
import { saveTemplate } from '#jobs/save-template.ts'
import { test as base } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const refusal = (code: string) => ({ ok: false, refusal: { code } })

const test = base.extend('save', ({ db }) => async (context: Context, name: string, shared = false) => {
  const jobId = await insertJob(db, 'finished', { tableSchema: 'public', tableName: 'first', settings: { operation: 'insert' } })
  const saved = await saveTemplate(context, { name, jobId, shared })
  if (!saved.ok) throw new Error(saved.refusal.code)
  return saved.value.templateId
})

test('what is named changes, what is not stays', async ({ db, context, save }) => {
  const templateId = await save(context, 'Nacht')
  const template = () => findTemplate(db, context.actor, templateId)
  expect(await editTemplate(context, { templateId, edit: { name: ' Früh ' } })).toEqual({ ok: true, value: null })
  expect(await template()).toMatchObject({ name: 'Früh', shared: false, tableName: 'first', settings: { operation: 'insert' } })
  await editTemplate(context, { templateId, edit: { shared: true } })
  expect(await template()).toMatchObject({ name: 'Früh', shared: true, tableName: 'first', settings: { operation: 'insert' } })
  const jobId = await insertJob(db, 'paused', { tableSchema: 'public', tableName: 'second', settings: { operation: 'upsert' } })
  await editTemplate(context, { templateId, edit: { jobId } })
  expect(await template()).toMatchObject({ name: 'Früh', shared: true, tableName: 'second', settings: { operation: 'upsert' } })
})

test('a name of another of one’s templates is refused, the template’s own is not', async ({ db, context, save }) => {
  const [templateId] = [await save(context, 'eins'), await save(context, 'zwei')]
  expect(await editTemplate(context, { templateId, edit: { name: 'zwei', shared: true } })).toEqual(refusal('name_taken'))
  expect(await editTemplate(context, { templateId, edit: { name: ' eins ' } })).toMatchObject({ ok: true })
  expect(await findTemplate(db, context.actor, templateId)).toMatchObject({ name: 'eins', shared: false })
})

test('no name, a template and a job that are not there are refused', async ({ context, save }) => {
  const templateId = await save(context, 'bleibt')
  expect(await editTemplate(context, { templateId, edit: { name: ' ' } })).toEqual(refusal('invalid'))
  expect(await editTemplate(context, { templateId: 987_654_321, edit: { name: 'x' } })).toEqual(refusal('not_found'))
  expect(await editTemplate(context, { templateId, edit: { jobId: 987_654_321 } })).toEqual(refusal('job_missing'))
})

test('others change a shared template only as administrators, and are not told of one that is not shared', async ({ as, save }) => {
  const [own, shared] = [await save(as('operator'), 'meine'), await save(as('operator'), 'unsere', true)]
  const grace = (role: 'operator' | 'administrator'): Context => ({ ...as(role), actor: { name: 'Grace', role } })
  const edit = { name: 'anders' }
  expect(await editTemplate(grace('operator'), { templateId: own, edit })).toEqual(refusal('not_found'))
  expect(await editTemplate(grace('operator'), { templateId: shared, edit })).toEqual(refusal('forbidden'))
  expect(await editTemplate(grace('administrator'), { templateId: shared, edit })).toMatchObject({ ok: true })
})

test('who may not run jobs any more renames their own, but shares and replaces nothing', async ({ db, as, save }) => {
  const templateId = await save(as('operator'), 'nur meine')
  const [viewer, jobId] = [as('viewer'), await insertJob(db, 'finished')]
  expect(await editTemplate(viewer, { templateId, edit: { shared: true } })).toEqual(refusal('forbidden'))
  expect(await editTemplate(viewer, { templateId, edit: { jobId } })).toEqual(refusal('forbidden'))
  expect(await editTemplate(viewer, { templateId, edit: { name: 'noch meine', shared: false } })).toMatchObject({ ok: true })
})
