import { expect } from 'vitest'
import { jobs } from '#db/schema.ts'
import { CHOICES, listChoices } from '#jobs/list-choices.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

test('each owner and each table once, and none where there is no job', async ({ db }) => {
  expect(await listChoices(db)).toEqual({ owners: [], moreOwners: false, tables: [], moreTables: false })
  for (const [owner, tableSchema, tableName] of [
    ['Grace', 'sales', 'a.b'],
    ['Ada', 'public', 'clients'],
    ['Grace', 'public', 'Clients'],
    ['Ada', 'sales', 'a.b'],
    ['Ada', null, null],
  ] as const)
    await insertJob(db, 'finished', { owner, tableSchema, tableName })
  expect(await listChoices(db)).toEqual({
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

test('only so many are named', async ({ db }) => {
  const row = { kind: 'import' as const, label: '', tableSchema: 'x' }
  await db
    .insert(jobs)
    .values(Array.from({ length: CHOICES + 1 }, (_, index) => ({ ...row, owner: `many ${index}`, tableName: `many ${index}` })))
  const { owners, moreOwners, tables, moreTables } = await listChoices(db)
  expect({ owners: owners.length, moreOwners, tables: tables.length, moreTables }).toEqual({
    owners: CHOICES,
    moreOwners: true,
    tables: CHOICES,
    moreTables: true,
  })
})
