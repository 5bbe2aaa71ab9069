import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Job, jobs } from '#db/schema.ts'

/** The job as it is now, or undefined. */
export async function findJob(tx: Tx, jobId: number): Promise<Job | undefined> {
  if (!Number.isSafeInteger(jobId) || jobId < 1) return undefined
  const [job] = await tx.select().from(jobs).where(eq(jobs.id, jobId))
  return job
}
