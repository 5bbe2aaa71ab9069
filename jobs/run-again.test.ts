import { readFile, rm } from 'node:fs/promises'
import { expect } from 'vitest'
import { createDraft } from '#jobs/create-draft.ts'
import { deleteJob } from '#jobs/delete-job.ts'
import { filesOf, storedPath } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import { moveJob } from '#jobs/move.ts'
import { runAgain } from '#jobs/run-again.ts'
import { JOB_STATUSES } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, jobNow, storeText } from '#test/jobs.ts'

const TABLE = { schema: 'public', name: 'clients' }
const FORMAT = { separator: ';' }

test('an import gets its own copy of the file, which outlives the first', async ({ db, as, context }) => {
  const file = await storeText(db, 'code;town\n1;Lyon\n', 'mars.csv')
  const settings = { fileId: file.id, format: FORMAT, operation: 'upsert' as const, key: ['code'] }
  const first = await createDraft(as('administrator'), {
    kind: 'import',
    label: 'Clients',
    description: 'de mars',
    table: TABLE,
    templateId: 7,
    settings,
  })
  if (!first.ok) throw new Error(first.refusal.code)
  const { jobId } = first.value
  await db.transaction((tx) => moveJob(tx, jobId, { by: 'start' }))
  const again = await runAgain({ ...context, actor: { name: 'Grace', role: 'operator' } }, { jobId })
  if (!again.ok) throw new Error(again.refusal.code)

  const [copy] = await filesOf(db, again.value.jobId)
  expect(copy).toMatchObject({ role: 'source', name: 'mars.csv', size: file.size, sha256: file.sha256 })
  expect(copy?.id).not.toBe(file.id)
  const original = await jobNow(db, jobId)
  expect(await jobNow(db, again.value.jobId)).toMatchObject({
    kind: 'import',
    status: 'editing',
    label: 'Clients',
    description: 'de mars',
    tableSchema: 'public',
    tableName: 'clients',
    owner: 'Grace',
    copyOf: jobId,
    templateId: 7,
    startedAt: null,
    success: 0,
    settings: { ...(original.settings as object), fileId: copy?.id },
  })

  await db.transaction((tx) => moveJob(tx, jobId, { by: 'worker', to: 'finished' }))
  expect(await deleteJob(context, { jobId })).toMatchObject({ ok: true })
  expect(await readFile(storedPath(copy?.id ?? ''), 'utf8')).toBe('code;town\n1;Lyon\n')
  expect(await jobNow(db, again.value.jobId)).toMatchObject({ copyOf: jobId })
})

test('an export keeps its settings and writes a file of its own', async ({ db, context }) => {
  const settings = { columns: ['code'], separator: ';', bom: true, fileName: 'clients.csv' }
  const jobId = await insertJob(db, 'finished', { kind: 'export', tableSchema: 'public', tableName: 'clients', settings })
  const again = await runAgain(context, { jobId })
  if (!again.ok) throw new Error(again.refusal.code)
  expect(await jobNow(db, again.value.jobId)).toMatchObject({
    kind: 'export',
    status: 'editing',
    tableName: 'clients',
    settings,
    copyOf: jobId,
  })
  expect(await filesOf(db, again.value.jobId)).toEqual([])
})

test.for(JOB_STATUSES.filter((status) => status !== 'editing'))('a job that is %s can be run again', async (status, { db, context }) => {
  const jobId = await insertJob(db, status, { kind: 'export' })
  expect(await runAgain(context, { jobId })).toMatchObject({ ok: true })
})

test('what nobody can read any more is not run again, and nothing is left of the try', async ({ db, sql, context }) => {
  const file = await storeText(db, 'a;b\n')
  const without = await insertJob(db, 'finished', { settings: {} })
  const gone = await insertJob(db, 'finished', { settings: { fileId: file.id } })
  await rm(storedPath(file.id))
  const before = await sql`select count(*) from quayside.jobs`
  for (const jobId of [without, gone]) expect(await runAgain(context, { jobId })).toEqual({ ok: false, refusal: { code: 'file_missing' } })
  expect(await sql`select count(*) from quayside.jobs`).toEqual(before)
})

test('a draft is edited, not run again; a viewer runs nothing, and nobody what is not there', async ({ db, as, context }) => {
  const draft = await insertJob(db, 'editing')
  expect(await runAgain(context, { jobId: draft })).toEqual({ ok: false, refusal: { code: 'conflict', status: 'editing' } })
  const jobId = await insertJob(db, 'finished', { kind: 'export' })
  expect(await runAgain(as('viewer'), { jobId })).toEqual({ ok: false, refusal: { code: 'forbidden' } })
  expect(await runAgain(context, { jobId: 999_999 })).toEqual({ ok: false, refusal: { code: 'not_found' } })
  expect(await findJob(db, jobId)).toMatchObject({ status: 'finished' })
})
