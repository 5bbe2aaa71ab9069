import { checkDraft } from '#jobs/check-draft.ts'
import type { Context } from '#jobs/context.ts'
import { findJob } from '#jobs/find-job.ts'
import { type Outcome, refused } from '#jobs/outcome.ts'
import { startJob } from '#jobs/start.ts'
import type { JobStatus } from '#jobs/status.ts'

/** Start, as pages ask for it: a draft from which something is missing stays one, since here a person can still be asked. */
export async function startWhenComplete(context: Context, { jobId }: { jobId: number }): Promise<Outcome<{ status: JobStatus }>> {
  const job = await findJob(context.db, jobId)
  const lack = job?.status === 'editing' ? await checkDraft(context.db, job) : undefined
  return lack ? refused(lack) : startJob(context, { jobId })
}
