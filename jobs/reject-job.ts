import type { Tx } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { type Actor, mayRunJobs } from '#jobs/actor.ts'
import { lockJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import type { JobStatus } from '#jobs/status.ts'

/**
 * Whether a person may decide about the rejects of a job in this status: while it rests and no worker may hold it. A job that is
 * interrupted is taken up again at any moment; of a cancelled one nothing is tried any more.
 */
export const REJECTS_REST: Record<JobStatus, boolean> = {
  editing: false,
  running: false,
  pausing: false,
  paused: true,
  cancelling: false,
  cancelled: false,
  finished: true,
  finished_with_errors: true,
  server_shutdown: false,
}

/** The job, locked until the transaction ends, if this person may decide about its rejects now. */
export async function lockRejectsJob(tx: Tx, actor: Actor, jobId: number): Promise<Outcome<Job>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const job = await lockJob(tx, jobId)
  if (!job) return refused({ code: 'not_found' })
  return REJECTS_REST[job.status] ? done(job) : refused({ code: 'conflict', status: job.status })
}
