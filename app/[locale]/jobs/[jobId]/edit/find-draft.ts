import type { Context } from '#jobs/context.ts'
import { findJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'

export type Draft = NonNullable<Awaited<ReturnType<typeof findJob>>>

/** The job, as long as it is a draft. */
export async function findDraft({ db }: Context, jobId: number): Promise<Outcome<Draft>> {
  const job = await findJob(db, jobId)
  if (!job) return refused({ code: 'not_found' })
  return job.status === 'editing' ? done(job) : refused({ code: 'conflict', status: job.status })
}
