import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { exportCheckpoints, files, rejectAttempts, rejects } from '#db/schema.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { deleteJob } from '#jobs/delete-job.ts'
import { doublesPath, findFile, stagedPath, storedPath } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import { writeJournal } from '#jobs/journal.ts'
import { moveJob } from '#jobs/move.ts'
import { DELETABLE, JOB_STATUSES } from '#jobs/status.ts'
import { weighJobs } from '#jobs/weigh-jobs.ts'
import { test } from '#test/database.ts'
import { insertJob, storeText } from '#test/jobs.ts'

test('the draft goes with its file', async ({ db, context }) => {
  const file = await storeText(db, 'a;b\n')
  const made = await createDraft(context, { kind: 'import', label: 'Clients', settings: { fileId: file.id } })
  if (!made.ok) throw new Error(made.refusal.code)
  expect(existsSync(storedPath(file.id))).toBe(true)
  expect(await deleteJob(context, made.value)).toEqual({ ok: true, value: null })
  expect(await findJob(db, made.value.jobId)).toBeUndefined()
  expect(await findFile(db, file.id)).toBeUndefined()
  expect(existsSync(storedPath(file.id))).toBe(false)
})

test.for(JOB_STATUSES.filter((status) => DELETABLE[status]))(
  'a job that is %s goes with all that hangs on it',
  async (status, { db, context }) => {
    const [jobId, other] = [await insertJob(db, status, { success: 7, rejects: 1 }), await insertJob(db, status)]
    const file = await storeText(db, 'code;town\n')
    await db.update(files).set({ jobId }).where(sql`id = ${file.id}`)
    await writeFile(stagedPath(file.id), 'code;town\n')
    await writeFile(doublesPath(file.id), '')
    await writeFile(storedPath('half.part'), 'code')
    await db.insert(exportCheckpoints).values({ jobId, bytes: 4, part: 'half.part' })
    for (const id of [jobId, other]) {
      await writeJournal(db, id, { code: 'move.finished', params: {} })
      await db.insert(rejects).values({ jobId: id, record: 1, line: 2, kind: 'value', code: 'not_a_whole_number', raw: 'x;Nice' })
      await db.insert(rejectAttempts).values({ jobId: id, record: 1, attempt: 0, tried: 'x;Nice' })
    }
    expect(await weighJobs(db, [jobId])).toEqual({ files: 1, bytes: 10, entries: 1, rejects: 1, rows: 7 })

    expect(await deleteJob(context, { jobId })).toEqual({ ok: true, value: null })
    expect(await findJob(db, jobId)).toBeUndefined()
    for (const path of [storedPath(file.id), stagedPath(file.id), doublesPath(file.id), storedPath('half.part')])
      expect(existsSync(path), path).toBe(false)
    for (const table of ['journal_entries', 'rejects', 'reject_attempts', 'files', 'export_checkpoints'])
      expect(
        await db.execute(sql`select 1 from ${sql.identifier('quayside')}.${sql.identifier(table)} where job_id = ${jobId}`),
        table,
      ).toEqual([])
    expect(await weighJobs(db, [other])).toMatchObject({ entries: 1 })
    expect(await deleteJob(context, { jobId })).toEqual({ ok: false, refusal: { code: 'not_found' } })
  },
)

test('a file that is gone already is no hindrance', async ({ db, context }) => {
  const file = await storeText(db, 'a;b\n')
  const jobId = await insertJob(db, 'finished')
  await db.update(files).set({ jobId }).where(sql`id = ${file.id}`)
  await rm(storedPath(file.id))
  expect(await deleteJob(context, { jobId })).toEqual({ ok: true, value: null })
})

test.for(JOB_STATUSES.filter((status) => !DELETABLE[status]))('a job that is %s stays', async (status, { db, context }) => {
  const jobId = await insertJob(db, status)
  expect(await deleteJob(context, { jobId })).toEqual({ ok: false, refusal: { code: 'conflict', status } })
  expect(await findJob(db, jobId)).toBeDefined()
})

test('of Start and Delete at the same instant one wins, and the other is told', async ({ db, context }) => {
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const jobId = await insertJob(db, 'finished_with_errors')
      const [moved, deleted] = await Promise.all([
        db.transaction((tx) => moveJob(tx, jobId, { by: 'start', actor: 'Ada' })),
        deleteJob(context, { jobId }),
      ])
      if (moved) expect(deleted).toEqual({ ok: false, refusal: { code: 'conflict', status: 'running' } })
      else expect(deleted).toEqual({ ok: true, value: null })
      expect((await findJob(db, jobId))?.status).toBe(moved ? 'running' : undefined)
    }),
  )
})

test('a viewer deletes nothing, and nobody what is not there', async ({ db, as, context }) => {
  const jobId = await insertJob(db, 'finished')
  expect(await deleteJob(as('viewer'), { jobId })).toEqual({ ok: false, refusal: { code: 'forbidden' } })
  expect(await findJob(db, jobId)).toBeDefined()
  expect(await deleteJob(context, { jobId: 999_999 })).toEqual({ ok: false, refusal: { code: 'not_found' } })
})
