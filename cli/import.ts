import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { readArguments, readTableName } from '#cli/arguments.ts'
import { createTable } from '#cli/create-table.ts'
import { showJobNow, waitForEnd } from '#cli/finish-job.ts'
import { type Installation, withInstallation } from '#cli/open.ts'
import { refusalText } from '#cli/refusal.ts'
import { NotDone, UsageError } from '#cli/usage.ts'
import { detectFile } from '#engine/detect.ts'
import { checkDraft } from '#jobs/check-draft.ts'
import { createDraft } from '#jobs/create-draft.ts'
import type { Detection } from '#jobs/detection.ts'
import { storeCopy } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import { startJob } from '#jobs/start.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { describeTable, type TableName, type TargetTable } from '#jobs/target-tables.ts'

const OPTIONS = {
  into: { type: 'string' },
  create: { type: 'boolean' },
  label: { type: 'string' },
  member: { type: 'string' },
  sheet: { type: 'string' },
  'no-start': { type: 'boolean' },
  wait: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** `import FILE --into TABLE`: the page of a new import in one line. What is wrong with the file is told in the job's journal. */
export default async function importCommand(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, OPTIONS, ['FILE'])
  if (values.into === undefined) throw new UsageError('--into is missing')
  if (values.wait && values['no-start']) throw new UsageError('--wait and --no-start exclude each other')
  const into = readTableName(values.into)
  const path = await readFilePath(words[0])

  return withInstallation(async (installation) => {
    const { db, context } = installation
    const table = await describeTable(db, into)
    if (table && values.create) throw new NotDone(`the table ${values.into} exists already; import into it without --create`)

    const { member, sheet } = values
    const result = await detectFile(path, { ...(member !== undefined && { member }), ...(sheet !== undefined && { sheet }) })
    const file = await storeCopy(db, path)
    const made = await createDraft(context, {
      kind: 'import',
      label: values.label?.trim() || basename(path),
      table: into,
      settings: { fileId: file.id, ...(result.ok ? await understood(installation, into, table, result.detection, values) : {}) },
    })
    if (!made.ok) throw new NotDone(refusalText(made.refusal))

    const { jobId } = made.value
    const draft = await findJob(db, jobId)
    const obstacle = result.ok ? draft && (await checkDraft(db, draft)) : result.failure
    // Where the table was to be made from a file that is no text, there is nothing that a worker could try.
    if (!values['no-start'] && (table || result.ok || !values.create)) {
      const started = await startJob(context, { jobId })
      if (!started.ok) throw new NotDone(`draft ${jobId} was not started: ${refusalText(started.refusal)}`)
      if (values.wait) return waitForEnd(installation, jobId, values)
    }
    await showJobNow(installation, jobId, values)
    if (obstacle && !values['no-start']) throw new NotDone(`job ${jobId} cannot finish: ${refusalText(obstacle)}`)
    return 0
  })
}

/** What the file says of itself, and which of its columns goes where. */
async function understood(
  installation: Installation,
  into: TableName,
  table: TargetTable | undefined,
  detection: Detection,
  { create }: { create?: boolean },
) {
  const { format } = detection
  if (table) return { format, columns: suggestMapping(detection.columns, table.columns) }
  // A table that is not there may be by the time the worker looks; else its journal tells.
  return create ? { format, columns: await createTable(installation, into, detection) } : { format }
}

async function readFilePath(word: string): Promise<string> {
  const path = resolve(word)
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new UsageError(`there is no file "${word}"`)
  if (!found.isFile()) throw new UsageError(`"${word}" is not a file`)
  return path
}
