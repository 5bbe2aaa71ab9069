import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs, rejects } from '#db/schema.ts'
import { type Actor, mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { lockJob } from '#jobs/find-job.ts'
import { moveJob } from '#jobs/move.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { type RejectSelection, selectedRejects } from '#jobs/reject-selection.ts'
import { type JobStatus, verbsFrom } from '#jobs/status.ts'

type Asked = { jobId: number; selection: RejectSelection }
/** `version`: of the job as it then waits for a worker, see JobView. */
type Sent = { count: number; status: JobStatus; version: string }

/**
 * Retry: the open ones among the selected rejects are tried again in the job that refused them, each as it was repaired, or as it
 * stands in the file; what is left of the file goes on after them.
 */
export async function retryRejects({ db, queue, actor }: Context, asked: Asked): Promise<Outcome<Sent>> {
  return db.transaction((tx) => sendRejects(tx, { queue, actor }, asked))
}

/** The same in a transaction that is open already. */
export async function sendRejects(
  tx: Tx,
  { queue, actor }: { queue: Context['queue']; actor: Actor },
  { jobId, selection }: Asked,
): Promise<Outcome<Sent>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const job = await lockJob(tx, jobId)
  if (!job) return refused({ code: 'not_found' })
  if (!verbsFrom(job.status).includes('retry')) return refused({ code: 'conflict', status: job.status })
  const { count } = await tx
    .update(rejects)
    .set({ state: 'retrying', decidedBy: actor.name, decidedAt: sql`now()`, decidedReason: null })
    .where(and(selectedRejects(jobId, selection), eq(rejects.state, 'open')))
  if (count === 0) return refused({ code: 'no_rejects' })
  await tx
    .update(jobs)
    .set({ retrying: sql`retrying + ${count}`, retryTotal: sql`retrying + ${count}` })
    .where(eq(jobs.id, jobId))
  const moved = await moveJob(tx, jobId, { by: 'retry', actor: actor.name, count })
  if (!moved) throw new Error(`job ${jobId} was moved although it is locked`)
  await queue.send(tx, jobId)
  const [sent] = await tx.select({ at: jobs.updatedAt }).from(jobs).where(eq(jobs.id, jobId))
  return done({ count, status: moved.to, version: sent?.at.toISOString() ?? '' })
}
