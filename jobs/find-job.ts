import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Job, jobs } from '#db/schema.ts'

/** The job as it is now, or undefined. */
export async function findJob(tx: Tx, jobId: number): Promise<Job | undefined> {
  if (!Number.isSafeInteger(jobId) || jobId < 1) return undefined
  const [job] = await tx.select().from(jobs).where(eq(jobs.id, jobId))
  return job
}

/** As `findJob`, and nobody else changes the job until the transaction ends: for what is decided by more than its status. */
export async function lockJob(tx: Tx, jobId: number): Promise<Job | undefined> {
  if (!Number.isSafeInteger(jobId) || jobId < 1) return undefined
  const [job] = await tx.select().from(jobs).where(eq(jobs.id, jobId)).for('update')
  return job
}
