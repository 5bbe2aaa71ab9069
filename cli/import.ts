import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { readArguments, readTableName } from '#cli/arguments.ts'
import { createTable } from '#cli/create-table.ts'
import { showJobNow, waitForEnd } from '#cli/finish-job.ts'
import {
  checkColumns,
  checkTargets,
  type GivenSettings,
  mapColumns,
  overlayColumns,
  readSettings,
  SETTINGS_OPTIONS,
} from '#cli/import-settings.ts'
import { type Installation, withInstallation } from '#cli/open.ts'
import { refusalText } from '#cli/refusal.ts'
import { NotDone, UsageError } from '#cli/usage.ts'
import { detectFile } from '#engine/detect.ts'
import { checkDraft } from '#jobs/check-draft.ts'
import { createDraft } from '#jobs/create-draft.ts'
import type { Detection } from '#jobs/detection.ts'
import { storeCopy } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import type { Refusal } from '#jobs/outcome.ts'
import { startJob } from '#jobs/start.ts'
import { describeTable, type TableName, type TargetTable } from '#jobs/target-tables.ts'

const OPTIONS = {
  into: { type: 'string' },
  create: { type: 'boolean' },
  label: { type: 'string' },
  'no-start': { type: 'boolean' },
  wait: { type: 'boolean' },
  json: { type: 'boolean' },
  ...SETTINGS_OPTIONS,
} as const

/** What is wrong with the settings themselves; no file and no table would change it. */
const OWN_FAULTS = new Set<Refusal['code']>(['key_missing', 'key_unmapped', 'expression_invalid'])

/** `import FILE --into TABLE`: the page of a new import in one line. What is wrong with the file is told in the job's journal. */
export default async function importCommand(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, OPTIONS, ['FILE'])
  if (values.into === undefined) throw new UsageError('--into is missing')
  if (values.wait && values['no-start']) throw new UsageError('--wait and --no-start exclude each other')
  const into = readTableName(values.into)
  const path = await readFilePath(words[0])
  const given = await readSettings(values)

  return withInstallation(async (installation) => {
    const { db, context } = installation
    const table = await describeTable(db, into)
    if (table && values.create) throw new NotDone(`the table ${values.into} exists already; import into it without --create`)

    const result = await detectFile(path, given.format)
    const { format, columns: _, ...rest } = given
    // What was said holds for the worker too, which will not take the file for something else.
    const unread = Object.keys(format).length > 0 ? { format } : {}
    const understood = result.ok ? await understand(installation, into, table, result.detection, given, values) : unread
    const file = await storeCopy(db, path)
    const made = await createDraft(context, {
      kind: 'import',
      label: values.label?.trim() || basename(path),
      table: into,
      settings: { fileId: file.id, ...rest, ...understood },
    })
    if (!made.ok) throw new NotDone(refusalText(made.refusal))

    const { jobId } = made.value
    const printing = { ...values, findings: result.ok ? result.detection.findings : [] }
    const draft = await findJob(db, jobId)
    const obstacle = result.ok ? draft && (await checkDraft(db, draft)) : result.failure
    if (obstacle && OWN_FAULTS.has(obstacle.code)) throw new NotDone(`draft ${jobId} was not started: ${refusalText(obstacle)}`)
    // Where the table was to be made from a file that is no text, there is nothing that a worker could try.
    if (!values['no-start'] && (table || result.ok || !values.create)) {
      const started = await startJob(context, { jobId })
      if (!started.ok) throw new NotDone(`draft ${jobId} was not started: ${refusalText(started.refusal)}`)
      if (values.wait) return waitForEnd(installation, jobId, printing)
    }
    await showJobNow(installation, jobId, printing)
    if (obstacle && !values['no-start']) throw new NotDone(`job ${jobId} cannot finish: ${refusalText(obstacle)}`)
    return 0
  })
}

/** What the file says of itself, and which of its columns goes where; what a person said about either counts more. */
async function understand(
  installation: Installation,
  into: TableName,
  table: TargetTable | undefined,
  detection: Detection,
  given: GivenSettings,
  { create }: { create?: boolean },
) {
  const format = { ...detection.format, ...given.format }
  checkColumns(detection.columns, given.columns)
  if (table) {
    const fillable = table.columns.filter(({ writable }) => writable).map(({ name }) => name)
    checkTargets(given, fillable)
    return { format, columns: mapColumns(detection.columns, given, table) }
  }
  if (create) return { format, columns: overlayColumns(await createTable(installation, into, detection, given), given.columns) }
  // A table that is not there may be by the time the worker looks; else its journal tells.
  return { format, columns: mapColumns(detection.columns, given, { ...into, ordinary: true, columns: [] }) }
}

async function readFilePath(word: string): Promise<string> {
  const path = resolve(word)
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new UsageError(`there is no file "${word}"`)
  if (!found.isFile()) throw new UsageError(`"${word}" is not a file`)
  return path
}
