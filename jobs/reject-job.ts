import { sql } from 'drizzle-orm'
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

/** Tells whoever looks at the job that its rejects have changed, where no counter has, as db/moves-trigger.ts does elsewhere. */
export async function announceRejects(tx: Tx, jobId: number): Promise<void> {
  await tx.execute(sql`
    with touched as (update quayside.jobs set updated_at = updated_at where id = ${jobId} returning id, status)
    select pg_notify('quayside_jobs', json_build_object('id', id, 'status', status, 'created', false)::text) from touched`)
}
