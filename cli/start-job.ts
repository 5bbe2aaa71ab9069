import { readArguments, readJobId } from '#cli/arguments.ts'
import { showJobNow, waitForEnd } from '#cli/finish-job.ts'
import { withInstallation } from '#cli/open.ts'
import { refusalText } from '#cli/refusal.ts'
import { NotDone } from '#cli/usage.ts'
import { startJob } from '#jobs/start.ts'

/** `start ID`: starts or resumes a job. */
export default async function startCommand(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, { wait: { type: 'boolean' }, json: { type: 'boolean' } }, ['ID'])
  const jobId = readJobId(words[0])
  return withInstallation(async (installation) => {
    const outcome = await startJob(installation.context, { jobId })
    if (!outcome.ok) throw new NotDone(`job ${jobId} was not started: ${refusalText(outcome.refusal)}`)
    if (values.wait) return waitForEnd(installation, jobId, values)
    await showJobNow(installation, jobId, values)
    return 0
  })
}
