import { readArguments, readJobId } from '#cli/arguments.ts'
import { showJobNow, waitForEnd } from '#cli/finish-job.ts'
import { withInstallation } from '#cli/open.ts'
import { refusalText } from '#cli/refusal.ts'
import { NotDone } from '#cli/usage.ts'
import { runAgain } from '#jobs/run-again.ts'
import { startJob } from '#jobs/start.ts'

const OPTIONS = { 'no-start': { type: 'boolean' }, wait: { type: 'boolean' }, json: { type: 'boolean' } } as const

/** `run-again ID`: a new job with the file and the settings of this one; prints the new one. */
export default async function runAgainCommand(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, OPTIONS, ['ID'])
  const from = readJobId(words[0])
  return withInstallation(async (installation) => {
    const made = await runAgain(installation.context, { jobId: from })
    if (!made.ok) throw new NotDone(`job ${from} was not run again: ${refusalText(made.refusal)}`)
    const { jobId } = made.value
    if (!values['no-start']) {
      const started = await startJob(installation.context, { jobId })
      if (!started.ok) throw new NotDone(`draft ${jobId} was not started: ${refusalText(started.refusal)}`)
      if (values.wait) return waitForEnd(installation, jobId, values)
    }
    await showJobNow(installation, jobId, values)
    return 0
  })
}
