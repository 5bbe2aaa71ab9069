import type { Tx } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { type Actor, mayRunJobs } from '#jobs/actor.ts'
import { lockJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { REJECTS_REST } from '#jobs/status.ts'

/** The job, locked until the transaction ends, if this person may decide about its rejects now. */
export async function lockRejectsJob(tx: Tx, actor: Actor, jobId: number): Promise<Outcome<Job>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const job = await lockJob(tx, jobId)
  if (!job) return refused({ code: 'not_found' })
  return REJECTS_REST[job.status] ? done(job) : refused({ code: 'conflict', status: job.status })
}
