import { existsSync } from 'node:fs'
import { expect } from 'vitest'
import { createDraft } from '#jobs/create-draft.ts'
import { deleteDraft } from '#jobs/delete-draft.ts'
import { findFile, storedPath } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import { JOB_STATUSES } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, storeText } from '#test/jobs.ts'

test('the draft goes with its file', async ({ db, context }) => {
  const file = await storeText(db, 'a;b\n')
  const made = await createDraft(context, { kind: 'import', label: 'Clients', settings: { fileId: file.id } })
  if (!made.ok) throw new Error(made.refusal.code)
  expect(existsSync(storedPath(file.id))).toBe(true)
  expect(await deleteDraft(context, made.value)).toEqual({ ok: true, value: null })
  expect(await findJob(db, made.value.jobId)).toBeUndefined()
  expect(await findFile(db, file.id)).toBeUndefined()
  expect(existsSync(storedPath(file.id))).toBe(false)
})

test.for(JOB_STATUSES.filter((status) => status !== 'editing'))('a job that is %s stays', async (status, { db, context }) => {
  const jobId = await insertJob(db, status)
  expect(await deleteDraft(context, { jobId })).toEqual({ ok: false, refusal: { code: 'conflict', status } })
  expect(await findJob(db, jobId)).toBeDefined()
})

test('a viewer deletes nothing, and nobody what is not there', async ({ db, as, context }) => {
  const jobId = await insertJob(db, 'editing')
  expect(await deleteDraft(as('viewer'), { jobId })).toEqual({ ok: false, refusal: { code: 'forbidden' } })
  expect(await deleteDraft(context, { jobId: 999_999 })).toEqual({ ok: false, refusal: { code: 'not_found' } })
})
