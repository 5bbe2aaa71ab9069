import { readArguments, readJobId } from '#cli/arguments.ts'
import { readSentences } from '#cli/catalog.ts'
import { withInstallation } from '#cli/open.ts'
import { NotDone, UsageError } from '#cli/usage.ts'
import { writeOut } from '#cli/write-out.ts'
import type { Reject } from '#db/schema.ts'
import { rejectsAsCsv } from '#engine/reject-file.ts'
import { findJob } from '#jobs/find-job.ts'
import { readRejects } from '#jobs/list-rejects.ts'
import { REJECT_STATES } from '#jobs/status.ts'

/** How many are read from the database at a time. */
const BATCH = 1000

/** `rejects ID`: the refused records that are still open, or those in another state, in the order of the file. */
export default async function rejects(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, { csv: { type: 'boolean' }, locale: { type: 'string' }, state: { type: 'string' } }, ['ID'])
  const jobId = readJobId(words[0])
  const say = await readSentences(values.locale, 'rejectReasons')
  const t = await readSentences(values.locale, 'rejectsTab')
  const selection = readState(values.state)
  return withInstallation(async ({ db }) => {
    const job = await findJob(db, jobId)
    if (!job) throw new NotDone(`there is no job ${jobId}`)
    if (values.csv) {
      const names = { line: t('line', {}), reason: t('reason', {}), original: t('original', {}), sheet: '' }
      for await (const piece of rejectsAsCsv(db, job, selection, { ...names, say })) await writeOut(piece.toString())
      return 0
    }
    for (let after = 0; ; ) {
      const page = await readRejects(db, jobId, selection, after, BATCH)
      const last = page.at(-1)
      if (!last) return 0
      await writeOut(page.map((reject) => readableLine(reject, say(reject.code, reject.params))).join(''))
      after = last.record
    }
  })
}

function readState(word = 'open') {
  const state = REJECT_STATES.find((one) => one === word)
  if (!state && word !== 'all') throw new UsageError(`there is no state "${word}"; there are ${REJECT_STATES.join(', ')}, and all`)
  return state ? { state } : {}
}

function readableLine({ line, record, column, value, raw, repaired }: Reject, reason: string): string {
  const where = column === null ? '' : `${column}${value === null ? '' : ` ${JSON.stringify(value)}`}: `
  return `line ${line}, record ${record}: ${where}${reason}\n    ${(repaired ?? raw).replaceAll('\n', '\n    ')}\n`
}
