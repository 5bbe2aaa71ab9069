import { readArguments, readJobId } from '#cli/arguments.ts'
import { readSentences } from '#cli/catalog.ts'
import { withInstallation } from '#cli/open.ts'
import { NotDone } from '#cli/usage.ts'
import { writeOut } from '#cli/write-out.ts'
import { findJob } from '#jobs/find-job.ts'
import { listJournal } from '#jobs/list-journal.ts'

/** `journal ID`: the whole journal, oldest first, times in UTC. */
export default async function journal(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, { locale: { type: 'string' } }, ['ID'])
  const jobId = readJobId(words[0])
  const say = await readSentences(values.locale, 'journal')
  return withInstallation(async ({ db }) => {
    if (!(await findJob(db, jobId))) throw new NotDone(`there is no job ${jobId}`)
    for (let after = 0; ; ) {
      const { entries } = await listJournal(db, jobId, { after })
      const last = entries.at(-1)
      if (!last) return 0
      const lines = entries.map(
        ({ at, level, code, params, detail }) => `${at}  ${level.padEnd(7)}  ${say(code, params)}${detail ? ` (${detail})` : ''}\n`,
      )
      await writeOut(lines.join(''))
      after = last.id
    }
  })
}
