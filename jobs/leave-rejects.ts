import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs, rejects } from '#db/schema.ts'
import { writeJournal } from '#jobs/journal.ts'

/** Of a job that is cancelled no reject is tried any more: those that waited for it stay what they are. */
export async function leaveRejects(tx: Tx, jobId: number): Promise<void> {
  const [job] = await tx.select({ retrying: jobs.retrying }).from(jobs).where(eq(jobs.id, jobId))
  if (!job || job.retrying === 0) return
  await tx
    .update(rejects)
    .set({ state: 'open' })
    .where(and(eq(rejects.jobId, jobId), eq(rejects.state, 'retrying')))
  await tx.update(jobs).set({ retrying: 0, retryTotal: 0 }).where(eq(jobs.id, jobId))
  await writeJournal(tx, jobId, { code: 'retry.left', params: { count: job.retrying } })
}
