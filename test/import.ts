import { expect } from 'vitest'
import type { Job } from '#db/schema.ts'
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import type { ColumnMapping, ImportDraftSettings } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { test as base } from '#test/database.ts'
import { storeText } from '#test/jobs.ts'
import { isIn, jobWhen } from '#test/worker.ts'
import { startWorker } from '#worker/main.ts'

/** With a worker in this process for all tests of the file. */
export const test = base.extend('worker', { scope: 'file', auto: true }, async ({ url, connection }, { onCleanup }) => {
  expect(connection).toBeDefined()
  const worker = await startWorker(url, { slots: 2 })
  onCleanup(() => worker.stop())
  return worker
})

/** Imports a stored file into a table of `public`, as the page does, and waits until that has come to rest. */
export async function runImport(
  context: Context,
  table: string,
  settings: ImportDraftSettings & { fileId: string },
  seconds?: number,
): Promise<Job> {
  const draft = await createDraft(context, { kind: 'import', label: table, table: { schema: 'public', name: table }, settings })
  if (!draft.ok) throw new Error(draft.refusal.code)
  expect(await startJob(context, draft.value)).toMatchObject({ ok: true })
  return jobWhen(context.db, draft.value.jobId, isIn('finished', 'finished_with_errors', 'cancelled', 'paused'), seconds)
}

/** The same for a text of fields between semicolons, whose columns go where their names say. */
export async function importByName(context: Context, table: string, text: string, settings: ImportDraftSettings = {}): Promise<Job> {
  const { id: fileId } = await storeText(context.db, text)
  const columns = (text.split('\n')[0] ?? '')
    .split(';')
    .map((name): ColumnMapping => ({ name, target: name, decimalSign: '.', dateOrder: 'ymd' }))
  return runImport(context, table, { fileId, format: { separator: ';' }, columns, ...settings })
}
