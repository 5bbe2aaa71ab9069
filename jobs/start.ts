import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { lockJob } from '#jobs/find-job.ts'
import { moveJob } from '#jobs/move.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { importDraft } from '#jobs/settings.ts'
import type { JobStatus } from '#jobs/status.ts'

/**
 * Start: sends the job to the workers; one that was suspended or interrupted goes on where it stopped. What a draft leaves
 * open (format, mapping, columns) the worker settles, and it tells in the journal what it cannot; `checkDraft` knows before.
 */
export async function startJob({ db, queue, actor }: Context, { jobId }: { jobId: number }): Promise<Outcome<{ status: JobStatus }>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  return db.transaction(async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job) return refused({ code: 'not_found' })
    if (job.status === 'editing') {
      if (job.kind === 'import' && importDraft.parse(job.settings).fileId === undefined) return refused({ code: 'file_missing' })
      if (job.tableName === null) return refused({ code: 'table_missing' })
    }
    const moved = await moveJob(tx, jobId, { by: 'start', actor: actor.name })
    if (!moved) return refused({ code: 'conflict', status: job.status })
    await queue.send(tx, jobId)
    return done({ status: moved.to })
  })
}
