import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { readArguments, readTableName } from '#cli/arguments.ts'
import { createTable } from '#cli/create-table.ts'
import { showJobNow, waitForEnd } from '#cli/finish-job.ts'
import { withInstallation } from '#cli/open.ts'
import { refusalText } from '#cli/refusal.ts'
import { NotDone, UsageError } from '#cli/usage.ts'
import { detectFile } from '#engine/detect.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { storeCopy } from '#jobs/files.ts'
import { refused } from '#jobs/outcome.ts'
import type { TextFormat } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { describeTable } from '#jobs/target-tables.ts'

const OPTIONS = {
  into: { type: 'string' },
  create: { type: 'boolean' },
  label: { type: 'string' },
  'no-start': { type: 'boolean' },
  wait: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** What the draft of a file that is no text is left with; the person may correct it on its page. */
const DEFAULT_FORMAT: TextFormat = { encoding: 'utf-8', separator: ',', quote: '"' }

/** `import FILE --into TABLE`: the page of a new import in one line. What stands in the way of the start leaves a draft behind. */
export default async function importCommand(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, OPTIONS, ['FILE'])
  if (values.into === undefined) throw new UsageError('--into is missing')
  if (values.wait && values['no-start']) throw new UsageError('--wait and --no-start exclude each other')
  const into = readTableName(values.into)
  const path = await readFilePath(words[0])

  return withInstallation(async (installation) => {
    const { db, context } = installation
    const table = await describeTable(db, into)
    if (!table && !values.create) throw new NotDone(`there is no table ${values.into}; --create makes it from the file`)
    if (table && values.create) throw new NotDone(`the table ${values.into} exists already; import into it without --create`)

    const result = await detectFile(path)
    const format = result.ok ? result.detection.format : DEFAULT_FORMAT
    const columns = !result.ok
      ? []
      : table
        ? suggestMapping(result.detection.columns, table.columns)
        : await createTable(installation, into, result.detection)
    const file = await storeCopy(db, path)
    const made = await createDraft(context, {
      kind: 'import',
      label: values.label?.trim() || basename(path),
      table: into,
      settings: { fileId: file.id, format, columns },
    })
    if (!made.ok) throw new NotDone(refusalText(made.refusal))

    const { jobId } = made.value
    const start = () => (result.ok ? startJob(context, { jobId }) : refused(result.failure))
    const started = values['no-start'] ? undefined : await start()
    if (started?.ok && values.wait) return waitForEnd(installation, jobId, values)
    await showJobNow(installation, jobId, values)
    if (started && !started.ok) throw new NotDone(`draft ${jobId} was not started: ${refusalText(started.refusal)}`)
    return 0
  })
}

async function readFilePath(word: string): Promise<string> {
  const path = resolve(word)
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new UsageError(`there is no file "${word}"`)
  if (!found.isFile()) throw new UsageError(`"${word}" is not a file`)
  return path
}
