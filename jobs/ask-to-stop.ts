import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { findJob } from '#jobs/find-job.ts'
import { moveJob } from '#jobs/move.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { settle } from '#jobs/settle.ts'
import type { JobStatus } from '#jobs/status.ts'

/** Longest reason that is kept, in characters. */
export const REASON_LENGTH = 500

/** What Pause and Cancel share: the guarded move, then, where no worker holds the job, its end at once. */
export async function askToStop(
  { db, actor }: Context,
  by: 'pause' | 'cancel',
  { jobId, reason }: { jobId: number; reason?: string },
): Promise<Outcome<{ status: JobStatus }>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  return db.transaction(async (tx) => {
    const moved = await moveJob(tx, jobId, { by, actor: actor.name, reason: reason?.trim().slice(0, REASON_LENGTH) })
    if (moved) return done({ status: moved.leased ? moved.to : ((await settle(tx, jobId))?.to ?? moved.to) })
    const job = await findJob(tx, jobId)
    return refused(job ? { code: 'conflict', status: job.status } : { code: 'not_found' })
  })
}
