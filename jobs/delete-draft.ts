import { eq } from 'drizzle-orm'
import { jobs } from '#db/schema.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { filesOf, removeStored } from '#jobs/files.ts'
import { lockJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'

/** Deletes a job that never ran, with its file. */
export async function deleteDraft({ db, actor }: Context, { jobId }: { jobId: number }): Promise<Outcome<null>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const outcome = await db.transaction(async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job) return refused({ code: 'not_found' })
    if (job.status !== 'editing') return refused({ code: 'conflict', status: job.status })
    const files = await filesOf(tx, jobId)
    await tx.delete(jobs).where(eq(jobs.id, jobId))
    return done(files)
  })
  if (!outcome.ok) return outcome
  for (const file of outcome.value) await removeStored(file.id)
  return done(null)
}
