import { asc } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs } from '#db/schema.ts'

/** When the first of all jobs began, or was created if it did not begin yet; undefined while there are none. */
export async function firstBegun(tx: Tx): Promise<Date | undefined> {
  const [first] = await tx.select({ begunAt: jobs.begunAt }).from(jobs).orderBy(asc(jobs.begunAt)).limit(1)
  return first?.begunAt
}
