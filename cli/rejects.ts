import { readArguments, readJobId } from '#cli/arguments.ts'
import { readSentences } from '#cli/catalog.ts'
import { withInstallation } from '#cli/open.ts'
import { NotDone } from '#cli/usage.ts'
import { writeOut } from '#cli/write-out.ts'
import { findJob } from '#jobs/find-job.ts'
import { listRejects, type RejectView } from '#jobs/list-rejects.ts'

/** How many are read from the database at a time. */
const BATCH = 1000
const FIELDS = ['line', 'record', 'column', 'value', 'reason', 'detail', 'raw']

/** `rejects ID`: every refused record, in the order of the file. */
export default async function rejects(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, { csv: { type: 'boolean' }, locale: { type: 'string' } }, ['ID'])
  const jobId = readJobId(words[0])
  const say = await readSentences(values.locale, 'rejectReasons')
  const format = values.csv ? csvLine : readableLine
  return withInstallation(async ({ db }) => {
    if (!(await findJob(db, jobId))) throw new NotDone(`there is no job ${jobId}`)
    if (values.csv) await writeOut(`${FIELDS.join(',')}\r\n`)
    for (let after: number | null = 0; after !== null; ) {
      const page = await listRejects(db, jobId, {}, { after, limit: BATCH })
      await writeOut(page.rejects.map((reject) => format(reject, say(reject.code, reject.params))).join(''))
      after = page.next
    }
    return 0
  })
}

function csvLine({ line, record, column, value, detail, raw }: RejectView, reason: string): string {
  return `${[line, record, column, value, reason, detail, raw].map(csvField).join(',')}\r\n`
}

const csvField = (value: string | number | null) => {
  const text = String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function readableLine({ line, record, column, value, raw }: RejectView, reason: string): string {
  const where = column === null ? '' : `${column}${value === null ? '' : ` ${JSON.stringify(value)}`}: `
  return `line ${line}, record ${record}: ${where}${reason}\n    ${raw.replaceAll('\n', '\n    ')}\n`
}
