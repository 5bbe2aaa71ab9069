import { and, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs } from '#db/schema.ts'
import { unlessSlow } from '#db/unless-slow.ts'
import { jobCondition } from '#jobs/job-condition.ts'
import type { JobFilter } from '#jobs/job-filter.ts'
import { JOB_STATUSES, type JobStatus } from '#jobs/status.ts'

/** `more`: there are at least so many. */
export type Count = { count: number; more: boolean }
export type StatusCounts = Record<JobStatus, Count>

/** How far each status is counted. */
export const COUNT_LIMIT = 1000
/** Milliseconds that an exact answer may take. */
const PATIENCE = 400
/** Where it takes longer, only so many of the newest jobs are looked at. */
const WINDOW = 10_000

/** How many of the jobs that the filter means are in each status, whatever statuses it names. */
export async function countJobs(
  tx: Tx,
  filter: JobFilter,
  { limit = COUNT_LIMIT, patience = PATIENCE, window = WINDOW } = {},
): Promise<StatusCounts> {
  const condition = jobCondition({ ...filter, status: undefined })
  const counted = await unlessSlow(tx, patience, async (own) => {
    // One bounded count a status, each with a plan of its own.
    const counts = JOB_STATUSES.map((status) => {
      const found = own
        .select({ one: sql`1` })
        .from(jobs)
        .where(and(eq(jobs.status, status), condition))
        .limit(limit + 1)
      return sql`select ${status} as status, (select count(*)::int from (${found}) found) as count`
    })
    return own.execute<{ status: JobStatus; count: number }>(sql.join(counts, sql` union all `))
  })
  const rows = counted ?? (await countNewest(tx, filter, window))
  const of = (status: JobStatus): Count => {
    const count = rows.find((row) => row.status === status)?.count ?? 0
    return { count: Math.min(count, limit), more: counted === undefined || count > limit }
  }
  return Object.fromEntries(JOB_STATUSES.map((status) => [status, of(status)])) as StatusCounts
}

async function countNewest(tx: Tx, filter: JobFilter, window: number): Promise<{ status: JobStatus; count: number }[]> {
  const newest = tx.select({ id: jobs.id }).from(jobs).orderBy(desc(jobs.id)).limit(window).as('newest')
  return tx
    .select({ status: jobs.status, count: sql<number>`count(*)::int` })
    .from(newest)
    .innerJoin(jobs, eq(jobs.id, newest.id))
    .where(jobCondition({ ...filter, status: undefined }))
    .groupBy(jobs.status)
}
