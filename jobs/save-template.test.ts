import fc from 'fast-check'
import { expect } from 'vitest'
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { findTemplate } from '#jobs/find-template.ts'
import { listTemplates } from '#jobs/list-templates.ts'
import { saveTemplate, TEMPLATE_NAME_LENGTH } from '#jobs/save-template.ts'
import { test } from '#test/database.ts'
import { insertJob, jobNow, storeText } from '#test/jobs.ts'

const refusal = (code: string) => ({ ok: false, refusal: { code } })
const someoneElse = (context: Context): Context => ({ ...context, actor: { ...context.actor, name: 'Grace' } })

test('a template holds what the draft of an import says, without its file and its place in an archive', async ({ db, context }) => {
  const file = await storeText(db, 'code;town\n1;Lyon\n')
  const column = { name: 'town', target: 'city', decimalSign: ',' as const, dateOrder: 'dmy' as const }
  const made = await createDraft(context, {
    kind: 'import',
    label: 'Clients mars',
    table: { schema: 'sales', name: 'clients' },
    settings: {
      fileId: file.id,
      format: { separator: ';', member: 'mars.csv', preamble: 2 },
      columns: [column],
      operation: 'upsert',
      key: ['code'],
    },
  })
  if (!made.ok) throw new Error(made.refusal.code)
  const before = await jobNow(db, made.value.jobId)
  const saved = await saveTemplate(context, { name: '  L’import \n d’Anna ', jobId: made.value.jobId })
  if (!saved.ok) throw new Error(saved.refusal.code)
  const template = await findTemplate(db, context.actor, saved.value.templateId)
  expect(template).toMatchObject({
    name: 'L’import d’Anna',
    owner: 'Ada',
    shared: false,
    kind: 'import',
    tableSchema: 'sales',
    tableName: 'clients',
    settings: { format: { separator: ';', member: null, preamble: 2 }, columns: [column], operation: 'upsert', key: ['code'] },
  })
  expect(template?.settings).not.toHaveProperty('fileId')
  expect(await jobNow(db, made.value.jobId)).toEqual(before)
})

test('a template of an export holds its columns and how they are written', async ({ db, context }) => {
  const settings = { columns: ['code'], separator: ';', bom: true, fileName: 'clients.csv' }
  const jobId = await insertJob(db, 'finished', { kind: 'export', tableSchema: 'public', tableName: 'clients', settings })
  const saved = await saveTemplate(context, { name: 'Export', jobId })
  if (!saved.ok) throw new Error(saved.refusal.code)
  expect(await findTemplate(db, context.actor, saved.value.templateId)).toMatchObject({ kind: 'export', tableName: 'clients', settings })
})

test('everybody sees their own templates of a kind and those that others share, by name', async ({ db, as }) => {
  const context = as('operator')
  const [anImport, anExport] = [await insertJob(db, 'finished'), await insertJob(db, 'finished', { kind: 'export', tableName: 'x' })]
  await saveTemplate(context, { name: 'see b', jobId: anImport })
  await saveTemplate(context, { name: 'see a', jobId: anImport, shared: true })
  await saveTemplate(context, { name: 'see c', jobId: anExport, shared: true })
  const seenBy = async (name: string, role: 'viewer' | 'administrator', kind: 'import' | 'export' = 'import') =>
    (await listTemplates(db, { name, role }, kind))
      .filter((template) => template.name.startsWith('see'))
      .map((template) => [template.name, template.mine])
  expect(await seenBy('Ada', 'viewer')).toEqual([
    ['see a', true],
    ['see b', true],
  ])
  expect(await seenBy('Grace', 'viewer')).toEqual([['see a', false]])
  expect(await seenBy('Grace', 'administrator')).toEqual([['see a', true]])
  expect(await seenBy('Grace', 'viewer', 'export')).toEqual([['see c', false]])
})

test('a template says whether its table is still there', async ({ db, sql, context }) => {
  await sql`create table "Nos ""clients""" (code int)`
  for (const [name, tableName] of [
    ['there', 'Nos "clients"'],
    ['gone', 'nos "clients"'],
    ['none', null],
  ] as const)
    await saveTemplate(context, { name: `table ${name}`, jobId: await insertJob(db, 'finished', { tableSchema: 'public', tableName }) })
  const listed = await listTemplates(db, context.actor, 'import')
  expect(listed.filter(({ name }) => name.startsWith('table')).map(({ name, table }) => [name, table])).toEqual([
    ['table gone', { schema: 'public', name: 'nos "clients"', there: false }],
    ['table none', null],
    ['table there', { schema: 'public', name: 'Nos "clients"', there: true }],
  ])
})

test('a name is given once by each person, and who has it is told which template it is', async ({ db, as }) => {
  const ada = as('operator')
  const jobId = await insertJob(db, 'finished')
  const saved = await saveTemplate(ada, { name: 'Nuit', jobId })
  if (!saved.ok) throw new Error(saved.refusal.code)
  expect(await saveTemplate(ada, { name: ' Nuit ', jobId })).toEqual({
    ok: false,
    refusal: { code: 'name_taken', templateId: saved.value.templateId },
  })
  expect(await saveTemplate(someoneElse(ada), { name: 'Nuit', jobId })).toMatchObject({ ok: true })
})

test('of three who save at once under one name, one wins', async ({ db, as }) => {
  const jobId = await insertJob(db, 'finished')
  for (let round = 0; round < 10; round += 1) {
    const outcomes = await Promise.all([1, 2, 3].map(() => saveTemplate(as('operator'), { name: `race ${round}`, jobId })))
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, false, true])
  }
})

test('who may not run jobs keeps none; no name and no job are refused', async ({ db, as }) => {
  const jobId = await insertJob(db, 'finished')
  expect(await saveTemplate(as('viewer'), { name: 'x', jobId })).toEqual(refusal('forbidden'))
  expect(await saveTemplate(as('operator'), { name: ' \n ', jobId })).toEqual(refusal('invalid'))
  expect(await saveTemplate(as('operator'), { name: 'x', jobId: 987_654_321 })).toEqual(refusal('job_missing'))
})

test('whatever is typed as a name is saved, or is none', async ({ db, as }) => {
  const jobId = await insertJob(db, 'finished')
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (name) => {
      const { actor, ...rest } = as('operator')
      const ada = { ...rest, actor: { ...actor, name: `Ada ${Math.random()}` } }
      const saved = await saveTemplate(ada, { name, jobId })
      const [template] = (await listTemplates(db, ada.actor, 'import')).filter(({ owner }) => owner === ada.actor.name)
      expect(saved.ok).toBe(template !== undefined)
      if (template) expect(template.name.length).toBeLessThanOrEqual(TEMPLATE_NAME_LENGTH)
    }),
    { numRuns: 50 },
  )
})

test('a template that is kept to oneself is not found by others, whoever they are', async ({ db, as }) => {
  const jobId = await insertJob(db, 'finished')
  const [own, shared] = [
    await saveTemplate(as('operator'), { name: 'find own', jobId }),
    await saveTemplate(as('operator'), { name: 'find shared', jobId, shared: true }),
  ]
  if (!own.ok || !shared.ok) throw new Error('not saved')
  const grace = { name: 'Grace', role: 'administrator' } as const
  expect(await findTemplate(db, grace, own.value.templateId)).toBeUndefined()
  expect(await findTemplate(db, grace, shared.value.templateId)).toMatchObject({ name: 'find shared' })
  for (const none of [987_654_321, 0, -1, 1.5, Number.NaN]) expect(await findTemplate(db, grace, none)).toBeUndefined()
})
