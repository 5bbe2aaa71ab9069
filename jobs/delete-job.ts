import { eq } from 'drizzle-orm'
import { jobs } from '#db/schema.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { removeStored, storedFor } from '#jobs/files.ts'
import { lockJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { DELETABLE } from '#jobs/status.ts'

/**
 * Delete: a job that is over or never ran goes, with its journal, its rejects and its files. The rows that it wrote into the
 * company's table stay. Files that are gone already are no hindrance.
 */
export async function deleteJob({ db, actor }: Context, { jobId }: { jobId: number }): Promise<Outcome<null>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const outcome = await db.transaction(async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job) return refused({ code: 'not_found' })
    if (!DELETABLE[job.status]) return refused({ code: 'conflict', status: job.status })
    const stored = await storedFor(tx, jobId)
    await tx.delete(jobs).where(eq(jobs.id, jobId))
    return done(stored)
  })
  if (!outcome.ok) return outcome
  // Behind the commit: nothing may speak of a file that is gone, while one of which nobody speaks does no harm.
  for (const name of outcome.value) await removeStored(name)
  return done(null)
}
