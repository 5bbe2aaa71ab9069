import type { Bench } from '#bench/bench.ts'
import { draftImport, dropFile, expectCounters, timeToFinish } from '#bench/import-job.ts'
import type { Installation } from '#bench/installation.ts'
import type { SampleFile } from '#bench/sample-file.ts'
import { freshTable, settle } from '#bench/tables.ts'
import type { ImportDraftSettings } from '#jobs/settings.ts'

type Options = {
  file: SampleFile
  /** What the table is before; empty where nothing is said. */
  prepare?: (installation: Installation, table: string) => Promise<void>
  settings?: ImportDraftSettings
  expected: Partial<Record<'total' | 'success' | 'rejects', number>>
}

/** Milliseconds from Start to `finished` of an import into a table of its own; its result is looked at afterwards. */
export async function timeImport(
  { installation, sample }: Bench,
  { file, prepare = freshTable, settings, expected }: Options,
): Promise<number> {
  const path = await sample(file)
  await prepare(installation, 'imported')
  const jobId = await draftImport(installation, path, 'imported', settings)
  await settle(installation, 'imported')
  try {
    const ms = await timeToFinish(installation, jobId)
    await expectCounters(installation, jobId, expected)
    return ms
  } finally {
    await dropFile(installation, jobId)
  }
}
