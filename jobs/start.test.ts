import { describe, expect } from 'vitest'
import { checkDraft } from '#jobs/check-draft.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { editDraft } from '#jobs/edit-draft.ts'
import type { ImportSettings } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { JOB_STATUSES, verbsFrom } from '#jobs/status.ts'
import type { TableName } from '#jobs/target-tables.ts'
import { test as base } from '#test/database.ts'
import { insertJob, jobNow, messagesOf, statusNow, storeText } from '#test/jobs.ts'

type Edit = { settings?: Partial<ImportSettings>; table?: TableName }

const mapped = (name: string, target: string | null) => ({ name, target, decimalSign: ',' as const, dateOrder: 'dmy' as const })

const test = base
  .extend('table', { scope: 'file' }, async ({ connection: { sql } }) => {
    await sql`create table clients (id int generated always as identity primary key, name text not null, city text, twice int generated always as (1) stored)`
    return { schema: 'public', name: 'clients' }
  })
  .extend('draft', ({ db, context, table }) => async (edit: Edit = {}) => {
    const file = await storeText(db, 'name;city\nAda;Paris\n')
    const columns = [mapped('name', 'name'), mapped('city', 'city')]
    const settings = { fileId: file.id, format: { encoding: 'utf-8', separator: ';', quote: '"' } as const, columns, ...edit.settings }
    const made = await createDraft(context, { kind: 'import', label: 'Clients', table: edit.table ?? table, settings })
    if (!made.ok) throw new Error(made.refusal.code)
    return made.value.jobId
  })

test('a complete draft is sent to the workers', async ({ db, context, draft }) => {
  const jobId = await draft()
  expect(await startJob(context, { jobId })).toEqual({ ok: true, value: { status: 'running' } })
  expect(await jobNow(db, jobId)).toMatchObject({ status: 'running', startedAt: expect.any(Date), queuedAt: expect.any(Date) })
  expect(await messagesOf(db, jobId)).toBe(1)
})

test('a viewer may not start', async ({ db, as, draft }) => {
  const jobId = await draft()
  expect(await startJob(as('viewer'), { jobId })).toEqual({ ok: false, refusal: { code: 'forbidden' } })
  expect(await statusNow(db, jobId)).toBe('editing')
})

test.for([0, -1, 1.5, 999_999_999])('there is no job %d', async (jobId, { context }) => {
  expect(await startJob(context, { jobId })).toEqual({ ok: false, refusal: { code: 'not_found' } })
})

describe('start is refused where it is no button, and says the status as it is', () => {
  test.for(JOB_STATUSES.filter((status) => status !== 'editing'))('%s', async (status, { db, context }) => {
    const jobId = await insertJob(db, status)
    const allowed = verbsFrom(status).includes('start')
    expect(await startJob(context, { jobId })).toEqual(
      allowed ? { ok: true, value: { status: 'running' } } : { ok: false, refusal: { code: 'conflict', status } },
    )
    expect(await messagesOf(db, jobId)).toBe(allowed ? 1 : 0)
  })
})

describe('what still keeps a draft from finishing is known before', () => {
  const CASES: [string, Edit, object][] = [
    ['no such table', { table: { schema: 'public', name: 'nowhere' } }, { code: 'table_missing' }],
    ['one of our own tables', { table: { schema: 'quayside', name: 'jobs' } }, { code: 'table_missing' }],
    ['nothing mapped', { settings: { columns: [mapped('name', null)] } }, { code: 'mapping_missing' }],
    ['a column taken twice', { settings: { columns: [mapped('a', 'name'), mapped('b', 'name')] } }, { code: 'mapping_missing' }],
    ['a column that is not there', { settings: { columns: [mapped('a', 'name'), mapped('b', 'gone')] } }, { code: 'mapping_missing' }],
    ['a generated column', { settings: { columns: [mapped('a', 'name'), mapped('b', 'twice')] } }, { code: 'mapping_missing' }],
    [
      'a column mapped and calculated',
      { settings: { calculated: [{ target: 'city', expression: '"Paris"' }] } },
      { code: 'mapping_missing' },
    ],
    [
      'an expression that is none',
      { settings: { calculated: [{ target: 'id', expression: '1 +' }] } },
      { code: 'expression_invalid', column: 'id', position: 4 },
    ],
    [
      'an expression with a column that the file does not have',
      { settings: { calculated: [{ target: 'id', expression: 'name & gone' }] } },
      { code: 'expression_invalid', column: 'id', position: 8 },
    ],
    ['an operation without a key', { settings: { operation: 'upsert' } }, { code: 'key_missing' }],
    ['doubles without a key', { settings: { doubles: 'ignore' } }, { code: 'key_missing' }],
    ['duplicates without a key', { settings: { duplicates: 'ignore' } }, { code: 'key_missing' }],
    ['a second key without a first', { settings: { key2: ['name'] } }, { code: 'key_missing' }],
    ['a key that gets no value', { settings: { key: ['name', 'id'] } }, { code: 'key_unmapped', column: 'id' }],
    ['a second key that gets no value', { settings: { key: ['name'], key2: ['id'] } }, { code: 'key_unmapped', column: 'id' }],
    [
      'a required column left out of rows that may be new',
      { settings: { columns: [mapped('city', 'city')], operation: 'upsert', key: ['city'] } },
      { code: 'required_unmapped', column: 'name' },
    ],
    ['a required column left out', { settings: { columns: [mapped('city', 'city')] } }, { code: 'required_unmapped', column: 'name' }],
  ]
  test.for(CASES)('%s', async ([, edit, refusal], { db, draft }) => {
    expect(await checkDraft(db, await jobNow(db, await draft(edit)))).toEqual(refusal)
  })

  const GOOD: [string, Edit][] = [
    [
      'a required column that is calculated',
      { settings: { columns: [mapped('city', null)], calculated: [{ target: 'name', expression: '[city]' }] } },
    ],
    [
      'a key that is calculated',
      { settings: { operation: 'delete', key: ['id'], calculated: [{ target: 'id', expression: 'record()' }] } },
    ],
    ['rows that are there lack nothing', { settings: { columns: [mapped('city', 'city')], operation: 'update', key: ['city'] } }],
    ['a key for an insert', { settings: { key: ['name'], duplicates: 'ignore', doubles: 'reject' } }],
  ]
  test.for(GOOD)('nothing: %s', async ([, edit], { db, draft }) => {
    expect(await checkDraft(db, await jobNow(db, await draft(edit)))).toBeUndefined()
  })

  test('no file', async ({ db, sql, draft }) => {
    const jobId = await draft()
    await sql`delete from quayside.files where job_id = ${jobId}`
    expect(await checkDraft(db, await jobNow(db, jobId))).toEqual({ code: 'file_missing' })
  })

  test('an export without columns, or with one that is gone', async ({ db, table }) => {
    const at = { kind: 'export' as const, tableSchema: table.schema, tableName: table.name }
    const settings = { columns: ['name'], separator: ',', bom: false, fileName: 'a.csv' }
    const check = async (given: Parameters<typeof insertJob>[2]) =>
      checkDraft(db, await jobNow(db, await insertJob(db, 'editing', { ...at, ...given })))
    expect(await check({ settings })).toBeUndefined()
    expect(await check({ settings: { ...settings, columns: [] } })).toEqual({ code: 'columns_missing' })
    expect(await check({ settings: { ...settings, columns: ['gone'] } })).toEqual({ code: 'columns_missing' })
    expect(await check({ settings, tableName: 'nowhere' })).toEqual({ code: 'table_missing' })
  })
})

test('of two people who start the same draft at once one wins, and the other learns what it is now', async ({ db, context, draft }) => {
  for (let round = 0; round < 25; round += 1) {
    const jobId = await draft()
    const outcomes = await Promise.all([startJob(context, { jobId }), startJob(context, { jobId })])
    const winners = outcomes.filter(({ ok }) => ok)
    expect(winners).toHaveLength(1)
    expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: { code: 'conflict', status: 'running' } })
    expect(await messagesOf(db, jobId)).toBe(1)
  }
})

test('a draft without file or table does not start', async ({ db, context, draft }) => {
  const refusalOf = async (jobId: number) => {
    const outcome = await startJob(context, { jobId })
    expect(await statusNow(db, jobId)).toBe('editing')
    return outcome.ok ? undefined : outcome.refusal
  }
  expect(await refusalOf(await insertJob(db, 'editing'))).toEqual({ code: 'file_missing' })
  expect(await refusalOf(await insertJob(db, 'editing', { kind: 'export' }))).toEqual({ code: 'table_missing' })
  const jobId = await draft()
  await editDraft(context, { jobId, edit: { table: null } })
  expect(await refusalOf(jobId)).toEqual({ code: 'table_missing' })
})

test('a draft that is edited while it starts runs as it was checked', async ({ db, context, draft }) => {
  for (let round = 0; round < 25; round += 1) {
    const jobId = await draft()
    const [started, edited] = await Promise.all([startJob(context, { jobId }), editDraft(context, { jobId, edit: { table: null } })])
    // Either the edit came first, and there is nothing to start, or the start did, and there is no draft any more.
    if (started.ok) expect(edited).toEqual({ ok: false, refusal: { code: 'conflict', status: 'running' } })
    else expect([started.refusal.code, edited.ok]).toEqual(['table_missing', true])
    expect(await statusNow(db, jobId)).toBe(started.ok ? 'running' : 'editing')
  }
})
