import { readArguments, readJobId } from '#cli/arguments.ts'
import { showJobNow } from '#cli/finish-job.ts'
import { withInstallation } from '#cli/open.ts'
import { refusalText } from '#cli/refusal.ts'
import { NotDone } from '#cli/usage.ts'
import type { Context } from '#jobs/context.ts'
import type { Outcome } from '#jobs/outcome.ts'
import type { JobStatus } from '#jobs/status.ts'

type StopVerb = (context: Context, input: { jobId: number; reason?: string }) => Promise<Outcome<{ status: JobStatus }>>

/** What `pause` and `cancel` share. */
export async function stopCommand(args: string[], verb: StopVerb, past: string): Promise<number> {
  const { values, words } = readArguments(args, { reason: { type: 'string' }, json: { type: 'boolean' } }, ['ID'])
  const jobId = readJobId(words[0])
  return withInstallation(async (installation) => {
    const outcome = await verb(installation.context, { jobId, reason: values.reason })
    if (!outcome.ok) throw new NotDone(`job ${jobId} was not ${past}: ${refusalText(outcome.refusal)}`)
    await showJobNow(installation, jobId, values)
    return 0
  })
}
