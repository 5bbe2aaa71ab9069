import { link, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Installation } from '#bench/installation.ts'
import { detectFile } from '#engine/detect.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { filesOf, storedPath, storeUpload } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import type { ImportDraftSettings } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { describeTable } from '#jobs/target-tables.ts'

/** Makes the draft of an import as the page does, detection included; the file is linked into the store, not copied. */
export async function draftImport(
  { db, context, dir }: Installation,
  path: string,
  table: string,
  wanted: ImportDraftSettings = {},
): Promise<number> {
  const upload = join(dir, `upload-${basename(path)}`)
  await link(path, upload)
  const file = await storeUpload(db, upload, basename(path))
  const into = { schema: 'public', name: table }
  const [result, target] = [await detectFile(path), await describeTable(db, into)]
  if (!result.ok || !target) throw new Error(`${path} cannot be imported into ${table}`)
  const { format, columns } = result.detection
  const settings = { fileId: file.id, format, columns: suggestMapping(columns, target.columns), ...wanted }
  const draft = await createDraft(context, { kind: 'import', label: basename(path), table: into, settings })
  if (!draft.ok) throw new Error(`no draft: ${draft.refusal.code}`)
  return draft.value.jobId
}

export async function start({ context }: Installation, jobId: number): Promise<void> {
  const started = await startJob(context, { jobId })
  if (!started.ok) throw new Error(`job ${jobId} was not started: ${started.refusal.code}`)
}

/** Milliseconds from Start until the page hears that the job is finished. */
export async function timeToFinish(installation: Installation, jobId: number): Promise<number> {
  const finished = installation.events.until(jobId, 'finished')
  const began = performance.now()
  await start(installation, jobId)
  return (await finished) - began
}

/** @throws where the job's counters are not these */
export async function expectCounters(
  { db }: Installation,
  jobId: number,
  expected: Partial<Record<'total' | 'success' | 'rejects', number>>,
): Promise<void> {
  const job = await findJob(db, jobId)
  for (const [name, count] of Object.entries(expected)) {
    const counted = job?.[name as keyof typeof expected]
    if (counted !== count) throw new Error(`job ${jobId} counts ${counted} ${name}, not ${count}`)
  }
}

/** Takes the job's file from the disk; the job itself may stay. */
export async function dropFile({ db }: Installation, jobId: number): Promise<void> {
  for (const file of await filesOf(db, jobId)) await rm(storedPath(file.id), { force: true })
}
