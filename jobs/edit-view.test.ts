import { expect } from 'vitest'
import type { Context } from '#jobs/context.ts'
import { editView } from '#jobs/edit-view.ts'
import { listViews } from '#jobs/list-views.ts'
import { saveView } from '#jobs/save-view.ts'
import { test as base } from '#test/database.ts'

const refusal = (code: string) => ({ ok: false, refusal: { code } })
const query = 'status=running'

const test = base.extend('save', () => async (context: Context, name: string, shared = false) => {
  const saved = await saveView(context, { name, query, shared })
  if (!saved.ok) throw new Error(saved.refusal.code)
  return saved.value.viewId
})

test('what is named changes, what is not stays', async ({ db, as, save }) => {
  const context = as('operator')
  const viewId = await save(context, 'Nacht')
  const view = () => listViews(db, context.actor).then((all) => all.find(({ id }) => id === viewId))
  expect(await editView(context, { viewId, edit: { name: 'Früh' } })).toEqual({ ok: true, value: null })
  expect(await view()).toMatchObject({ name: 'Früh', query, shared: false })
  await editView(context, { viewId, edit: { query: 'type=export' } })
  expect(await view()).toMatchObject({ name: 'Früh', query: 'type=export', shared: false })
  await editView(context, { viewId, edit: { shared: true } })
  expect(await view()).toMatchObject({ name: 'Früh', query: 'type=export', shared: true })
})

test('a name of another of one’s views is refused, the view’s own is not', async ({ db, as, save }) => {
  const context = as('operator')
  const [viewId] = [await save(context, 'eins'), await save(context, 'zwei')]
  expect(await editView(context, { viewId, edit: { name: 'zwei', query: 'type=export' } })).toEqual(refusal('name_taken'))
  expect(await editView(context, { viewId, edit: { name: ' eins ' } })).toMatchObject({ ok: true })
  expect(await listViews(db, context.actor)).toContainEqual(expect.objectContaining({ id: viewId, name: 'eins', query }))
})

test('no name and a view that is not there are refused', async ({ as, save }) => {
  const context = as('operator')
  const viewId = await save(context, 'bleibt')
  expect(await editView(context, { viewId, edit: { name: ' ' } })).toEqual(refusal('invalid'))
  expect(await editView(context, { viewId: 987_654_321, edit: { name: 'x' } })).toEqual(refusal('not_found'))
})

test('others change a shared view only as administrators, and are not told of one that is not shared', async ({ as, save }) => {
  const [own, shared] = [await save(as('operator'), 'meins'), await save(as('operator'), 'unsers', true)]
  const grace = (role: 'operator' | 'administrator'): Context => ({ ...as(role), actor: { name: 'Grace', role } })
  const edit = { query: 'type=import' }
  expect(await editView(grace('operator'), { viewId: own, edit })).toEqual(refusal('not_found'))
  expect(await editView(grace('operator'), { viewId: shared, edit })).toEqual(refusal('forbidden'))
  expect(await editView(grace('administrator'), { viewId: shared, edit })).toMatchObject({ ok: true })
})

test('who may not run jobs renames but does not share', async ({ as, save }) => {
  const viewer = as('viewer')
  const viewId = await save(viewer, 'nur meins')
  expect(await editView(viewer, { viewId, edit: { shared: true } })).toEqual(refusal('forbidden'))
  expect(await editView(viewer, { viewId, edit: { name: 'noch meins' } })).toMatchObject({ ok: true })
})
