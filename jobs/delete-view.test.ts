import { expect } from 'vitest'
import type { Context } from '#jobs/context.ts'
import { deleteView } from '#jobs/delete-view.ts'
import { listViews } from '#jobs/list-views.ts'
import { saveView } from '#jobs/save-view.ts'
import { test } from '#test/database.ts'

const refusal = (code: string) => ({ ok: false, refusal: { code } })

async function save(context: Context, name: string, shared = false): Promise<number> {
  const saved = await saveView(context, { name, query: 'q=Lyon', shared })
  if (!saved.ok) throw new Error(saved.refusal.code)
  return saved.value.viewId
}

test('what was deleted is answered and can be saved again', async ({ db, context }) => {
  const viewId = await save(context, 'Lyon', true)
  const deleted = await deleteView(context, { viewId })
  expect(deleted).toEqual({ ok: true, value: { name: 'Lyon', query: 'q=Lyon', shared: true, owner: 'Ada' } })
  expect(await listViews(db, context.actor)).toEqual([])
  expect(await deleteView(context, { viewId })).toEqual(refusal('not_found'))
  if (deleted.ok) await saveView(context, deleted.value)
  expect(await listViews(db, context.actor)).toMatchObject([{ name: 'Lyon', query: 'q=Lyon', shared: true }])
})

test('of two who delete at once, one is told that it is gone', async ({ context }) => {
  const viewId = await save(context, 'race')
  const outcomes = await Promise.all([deleteView(context, { viewId }), deleteView(context, { viewId })])
  expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true])
})

test('others delete a shared view only as administrators, and are not told of one that is not shared', async ({ as }) => {
  const [own, shared] = [await save(as('operator'), 'meins'), await save(as('operator'), 'unsers', true)]
  const grace = (role: 'operator' | 'administrator'): Context => ({ ...as(role), actor: { name: 'Grace', role } })
  expect(await deleteView(grace('operator'), { viewId: own })).toEqual(refusal('not_found'))
  expect(await deleteView(grace('operator'), { viewId: shared })).toEqual(refusal('forbidden'))
  expect(await deleteView(grace('administrator'), { viewId: shared })).toMatchObject({ ok: true, value: { owner: 'Ada' } })
})
