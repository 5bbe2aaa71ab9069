import { expect } from 'vitest'
import { createDraft, LABEL_LENGTH } from '#jobs/create-draft.ts'
import { editDraft } from '#jobs/edit-draft.ts'
import { filesOf } from '#jobs/files.ts'
import { test } from '#test/database.ts'
import { jobNow, storeText } from '#test/jobs.ts'

test('a draft is a job from its first click on, and owns its file', async ({ db, context }) => {
  const file = await storeText(db, 'a;b\n')
  const made = await createDraft(context, { kind: 'import', label: ' Clients mars ', settings: { fileId: file.id } })
  if (!made.ok) throw new Error(made.refusal.code)
  const job = await jobNow(db, made.value.jobId)
  expect(job).toMatchObject({
    status: 'editing',
    label: 'Clients mars',
    owner: 'Ada',
    kind: 'import',
    startedAt: null,
    tableName: null,
    fileName: file.name,
  })
  expect(await filesOf(db, job.id)).toMatchObject([{ id: file.id, role: 'source', size: 4 }])
})

test('a label has its length', async ({ db, context }) => {
  const made = await createDraft(context, { kind: 'export', label: 'é'.repeat(300), settings: {} })
  if (!made.ok) throw new Error(made.refusal.code)
  expect((await jobNow(db, made.value.jobId)).label).toBe('é'.repeat(LABEL_LENGTH))
})

test('a viewer creates nothing', async ({ as }) => {
  expect(await createDraft(as('viewer'), { kind: 'export', label: 'Clients', settings: {} })).toEqual({
    ok: false,
    refusal: { code: 'forbidden' },
  })
})

test('a file that belongs to another job is not taken', async ({ db, context }) => {
  const file = await storeText(db, 'a;b\n')
  const first = await createDraft(context, { kind: 'import', label: 'first', settings: { fileId: file.id } })
  if (!first.ok) throw new Error(first.refusal.code)
  const refusal = { ok: false, refusal: { code: 'file_missing' } }
  expect(await createDraft(context, { kind: 'import', label: 'second', settings: { fileId: file.id } })).toEqual(refusal)
  const second = await createDraft(context, { kind: 'import', label: 'second', settings: {} })
  if (!second.ok) throw new Error(second.refusal.code)
  expect(await editDraft(context, { jobId: second.value.jobId, edit: { settings: { fileId: file.id } } })).toEqual(refusal)
  expect(await filesOf(db, first.value.jobId)).toHaveLength(1)
})
