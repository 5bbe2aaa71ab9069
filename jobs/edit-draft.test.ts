import { expect } from 'vitest'
import { editDraft } from '#jobs/edit-draft.ts'
import { JOB_STATUSES } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, jobNow } from '#test/jobs.ts'

const format = { encoding: 'utf-8', separator: ';', quote: '"' } as const

test('what is named changes, what is not stays', async ({ db, context }) => {
  const jobId = await insertJob(db, 'editing', { settings: { format, columns: [] }, tableSchema: 'public', tableName: 'clients' })
  const edit = { label: ' Avril ', settings: { format: { ...format, separator: '|' } } }
  expect(await editDraft(context, { jobId, edit })).toEqual({ ok: true, value: null })
  expect(await jobNow(db, jobId)).toMatchObject({
    label: 'Avril',
    description: '',
    tableName: 'clients',
    settings: { format: { ...format, separator: '|' }, columns: [] },
  })
  await editDraft(context, { jobId, edit: { table: null } })
  expect(await jobNow(db, jobId)).toMatchObject({ label: 'Avril', tableSchema: null, tableName: null })
})

test('two edits at once both count', async ({ db, context }) => {
  for (let round = 0; round < 25; round += 1) {
    const jobId = await insertJob(db, 'editing')
    await Promise.all([
      editDraft(context, { jobId, edit: { settings: { format } } }),
      editDraft(context, { jobId, edit: { settings: { columns: [] } } }),
    ])
    expect((await jobNow(db, jobId)).settings).toMatchObject({ format, columns: [] })
  }
})

test('settings that no import has are refused', async ({ db, context }) => {
  const jobId = await insertJob(db, 'editing', { settings: { format } })
  expect(await editDraft(context, { jobId, edit: { settings: { format: { ...format, separator: 'much too long' } } } })).toEqual({
    ok: false,
    refusal: { code: 'invalid' },
  })
  expect((await jobNow(db, jobId)).settings).toEqual({ format })
})

test.for(JOB_STATUSES.filter((status) => status !== 'editing'))(
  'a job that is %s is no draft any more',
  async (status, { db, context }) => {
    const jobId = await insertJob(db, status)
    expect(await editDraft(context, { jobId, edit: { label: 'Avril' } })).toEqual({ ok: false, refusal: { code: 'conflict', status } })
    expect((await jobNow(db, jobId)).label).toBe('Clients mars')
  },
)

test('a viewer edits nothing, and nobody what is not there', async ({ db, as, context }) => {
  const jobId = await insertJob(db, 'editing')
  expect(await editDraft(as('viewer'), { jobId, edit: { label: 'Avril' } })).toEqual({ ok: false, refusal: { code: 'forbidden' } })
  expect(await editDraft(context, { jobId: 999_999, edit: {} })).toEqual({ ok: false, refusal: { code: 'not_found' } })
})
