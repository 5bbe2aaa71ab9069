import { and, eq } from 'drizzle-orm'
import { jobs } from '#db/schema.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { filesOf, removeStored } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'

/** Deletes a job that never ran, with its file. */
export async function deleteDraft({ db, actor }: Context, { jobId }: { jobId: number }): Promise<Outcome<null>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const files = await filesOf(db, jobId)
  const deleted = await db
    .delete(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.status, 'editing')))
    .returning({ id: jobs.id })
  if (deleted.length === 0) {
    const job = await findJob(db, jobId)
    return refused(job ? { code: 'conflict', status: job.status } : { code: 'not_found' })
  }
  for (const file of files) await removeStored(file.id)
  return done(null)
}
