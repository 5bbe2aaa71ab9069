import { expect } from 'vitest'
import { jobs, templates } from '#db/schema.ts'
import { CHOICES, listChoices } from '#jobs/list-choices.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const ada = { name: 'Ada', role: 'viewer' } as const
const none = { owners: [], moreOwners: false, tables: [], moreTables: false, templates: [], moreTemplates: false }

test('each owner and each table once, and none where there is no job', async ({ db }) => {
  expect(await listChoices(db, ada)).toEqual(none)
  for (const [owner, tableSchema, tableName] of [
    ['Grace', 'sales', 'a.b'],
    ['Ada', 'public', 'clients'],
    ['Grace', 'public', 'Clients'],
    ['Ada', 'sales', 'a.b'],
    ['Ada', null, null],
  ] as const)
    await insertJob(db, 'finished', { owner, tableSchema, tableName })
  expect(await listChoices(db, ada)).toEqual({
    ...none,
    owners: ['Ada', 'Grace'],
    moreOwners: false,
    tables: [
      { schema: 'public', name: 'Clients' },
      { schema: 'public', name: 'clients' },
      { schema: 'sales', name: 'a.b' },
    ],
    moreTables: false,
  })
})

test('the templates that whoever asks may use, by name', async ({ db }) => {
  const row = { kind: 'import' as const, settings: {} }
  const saved = await db
    .insert(templates)
    .values([
      { ...row, name: 'b', owner: 'Ada' },
      { ...row, name: 'c', owner: 'Grace' },
      { ...row, name: 'a', owner: 'Grace', shared: true },
    ])
    .returning()
  const named = (name: string, owner: string | null) => ({ id: saved.find((template) => template.name === name)?.id, name, owner })
  expect((await listChoices(db, ada)).templates).toEqual([named('a', 'Grace'), named('b', null)])
  expect((await listChoices(db, { name: 'Grace', role: 'viewer' })).templates).toEqual([named('a', null), named('c', null)])
  expect((await listChoices(db, { name: 'Bo', role: 'administrator' })).templates).toEqual([named('a', 'Grace')])
})

test('only so many are named', async ({ db }) => {
  const row = { kind: 'import' as const, label: '', tableSchema: 'x' }
  await db
    .insert(jobs)
    .values(Array.from({ length: CHOICES + 1 }, (_, index) => ({ ...row, owner: `many ${index}`, tableName: `many ${index}` })))
  await db
    .insert(templates)
    .values(Array.from({ length: CHOICES + 1 }, (_, index) => ({ kind: row.kind, name: `many ${index}`, owner: 'Ada', settings: {} })))
  const found = await listChoices(db, ada)
  expect({ ...found, owners: found.owners.length, tables: found.tables.length, templates: found.templates.length }).toEqual({
    owners: CHOICES,
    moreOwners: true,
    tables: CHOICES,
    moreTables: true,
    templates: CHOICES,
    moreTemplates: true,
  })
})
