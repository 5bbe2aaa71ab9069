import { copyFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { readArguments, readTableName } from '#cli/arguments.ts'
import { showJobNow, waitForEnd } from '#cli/finish-job.ts'
import { type Installation, withInstallation } from '#cli/open.ts'
import { refusalText } from '#cli/refusal.ts'
import { NotDone, UsageError } from '#cli/usage.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { filesOf, storedPath } from '#jobs/files.ts'
import { EXPORT_FORMATS, EXPORT_SEPARATORS } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { describeTable } from '#jobs/target-tables.ts'

const OPTIONS = {
  to: { type: 'string' },
  format: { type: 'string' },
  separator: { type: 'string', default: ',' },
  bom: { type: 'boolean', default: false },
  label: { type: 'string' },
  wait: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** `export TABLE`: all columns of a table; `--to FILE` waits for the end and puts the file there, in the format of its name. */
export default async function exportCommand(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, OPTIONS, ['TABLE'])
  const from = readTableName(words[0])
  const written = values.separator.replace('\\t', '\t')
  const separator = EXPORT_SEPARATORS.find((sign) => sign === written)
  if (!separator) throw new UsageError(`--separator is one of ${EXPORT_SEPARATORS.map((sign) => (sign === '\t' ? '\\t' : sign)).join(' ')}`)
  const ending = /\.(?:jsonl|ndjson)$/i.test(values.to ?? '') ? 'jsonl' : 'csv'
  const format = EXPORT_FORMATS.find((known) => known === (values.format ?? ending))
  if (!format) throw new UsageError(`--format is one of ${EXPORT_FORMATS.join(', ')}`)
  const to = values.to === undefined ? undefined : await readDestination(values.to)

  return withInstallation(async (installation) => {
    const { db, context } = installation
    const table = await describeTable(db, from)
    if (!table) throw new NotDone(`there is no table ${words[0]}`)
    const fileName = to ? basename(to) : `${from.name.replaceAll('/', '_')}.${format}`
    const made = await createDraft(context, {
      kind: 'export',
      label: values.label?.trim() || fileName,
      table: from,
      settings: { columns: table.columns.map((column) => column.name), format, separator, bom: values.bom, fileName: fileName.slice(-200) },
    })
    if (!made.ok) throw new NotDone(refusalText(made.refusal))
    const { jobId } = made.value
    const started = await startJob(context, { jobId })
    if (!started.ok) {
      await showJobNow(installation, jobId, values)
      throw new NotDone(`draft ${jobId} was not started: ${refusalText(started.refusal)}`)
    }
    if (!to && !values.wait) {
      await showJobNow(installation, jobId, values)
      return 0
    }
    const code = await waitForEnd(installation, jobId, values)
    if (to && code === 0) await fetchOutput(installation, jobId, to)
    return code
  })
}

async function readDestination(word: string): Promise<string> {
  const path = resolve(word)
  const [folder, present] = await Promise.all([stat(dirname(path)).catch(() => undefined), stat(path).catch(() => undefined)])
  if (!folder?.isDirectory()) throw new UsageError(`there is no folder "${dirname(path)}"`)
  if (present && !present.isFile()) throw new UsageError(`"${word}" is not a file`)
  return path
}

/** Copied beside, then renamed: nobody ever finds half a file at the destination. */
async function fetchOutput({ db }: Installation, jobId: number, to: string): Promise<void> {
  const output = (await filesOf(db, jobId)).findLast((file) => file.role === 'output')
  if (!output) throw new NotDone(`job ${jobId} finished without a file`)
  const beside = join(dirname(to), `.${basename(to).slice(0, 200)}.${process.pid}`)
  try {
    await copyFile(storedPath(output.id), beside)
    await rename(beside, to)
  } catch (error) {
    await rm(beside, { force: true })
    throw new NotDone(`the file could not be written: ${error instanceof Error ? error.message : error}`)
  }
}
