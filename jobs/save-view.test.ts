import fc from 'fast-check'
import { expect } from 'vitest'
import { listViews } from '#jobs/list-views.ts'
import { saveView, VIEW_NAME_LENGTH, VIEW_QUERY_LENGTH } from '#jobs/save-view.ts'
import { test } from '#test/database.ts'

const refusal = (code: string) => ({ ok: false, refusal: { code } })
const query = 'status=running&sort=-rejects'

test('everybody keeps views of their own, and sees nobody else’s', async ({ db, as }) => {
  const ada = as('viewer')
  const grace = { ...ada, actor: { ...ada.actor, name: 'Grace' } }
  const saved = await saveView(ada, { name: '  Mes   imports ', query })
  if (!saved.ok) throw new Error(saved.refusal.code)
  expect(await listViews(db, ada.actor)).toContainEqual({
    id: saved.value.viewId,
    name: 'Mes imports',
    owner: 'Ada',
    shared: false,
    query,
    mine: true,
  })
  expect(await listViews(db, grace.actor)).not.toContainEqual(expect.objectContaining({ id: saved.value.viewId }))
})

test('a shared view is seen by others, who may not change it unless they are administrators', async ({ db, as }) => {
  const saved = await saveView(as('operator'), { name: 'Für alle', query, shared: true })
  if (!saved.ok) throw new Error(saved.refusal.code)
  const seen = (role: 'viewer' | 'administrator') =>
    listViews(db, { name: 'Grace', role }).then((all) => all.find(({ id }) => id === saved.value.viewId))
  expect(await seen('viewer')).toMatchObject({ owner: 'Ada', mine: false })
  expect(await seen('administrator')).toMatchObject({ owner: 'Ada', mine: true })
})

test('a name is given once by each person', async ({ as }) => {
  const ada = as('operator')
  const grace = { ...ada, actor: { ...ada.actor, name: 'Grace' } }
  expect(await saveView(ada, { name: 'Nuit', query })).toMatchObject({ ok: true })
  expect(await saveView(ada, { name: ' Nuit ', query: '' })).toEqual(refusal('name_taken'))
  expect(await saveView(grace, { name: 'Nuit', query })).toMatchObject({ ok: true })
})

test('of two who save at once under one name, one wins', async ({ as }) => {
  for (let round = 0; round < 10; round += 1) {
    const outcomes = await Promise.all([1, 2, 3].map(() => saveView(as('operator'), { name: `race ${round}`, query })))
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, false, true])
  }
})

test('who may not run jobs shares nothing, and only an administrator saves for somebody else', async ({ as }) => {
  expect(await saveView(as('viewer'), { name: 'partagée', query, shared: true })).toEqual(refusal('forbidden'))
  expect(await saveView(as('operator'), { name: 'pour Grace', query, owner: 'Grace' })).toEqual(refusal('forbidden'))
  expect(await saveView(as('administrator'), { name: 'pour Grace', query, owner: 'Grace' })).toMatchObject({ ok: true })
})

test('a view has a name, and a query of bounded length', async ({ as }) => {
  expect(await saveView(as('operator'), { name: ' \n ', query })).toEqual(refusal('invalid'))
  expect(await saveView(as('operator'), { name: 'long', query: 'x'.repeat(VIEW_QUERY_LENGTH + 1) })).toEqual(refusal('invalid'))
})

test('whatever is typed as a name is saved, or is none', async ({ db, as }) => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (name) => {
      const { actor, ...rest } = as('operator')
      const ada = { ...rest, actor: { ...actor, name: `Ada ${Math.random()}` } }
      const saved = await saveView(ada, { name, query })
      const [view] = await listViews(db, { ...ada.actor }).then((all) => all.filter(({ owner }) => owner === ada.actor.name))
      expect(saved.ok).toBe(view !== undefined)
      if (view) expect(view.name.length).toBeLessThanOrEqual(VIEW_NAME_LENGTH)
    }),
    { numRuns: 50 },
  )
})
