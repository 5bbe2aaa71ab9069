import { max } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs } from '#db/schema.ts'
import { type Count, countJobs } from '#jobs/count-jobs.ts'
import type { JobFilter } from '#jobs/job-filter.ts'
import { isPossible, JOB_STATUSES, type JobStatus, MANY_VERBS, type ManyVerb } from '#jobs/status.ts'

/** All jobs that match a filter: the newest number there is, how many match, and for how many of them each verb is possible. */
export type Matching = { upTo: number; total: Count; possible: Record<ManyVerb, Count> }

/** Counts as far as it is cheap, see countJobs. */
export async function countForMany(tx: Tx, filter: JobFilter): Promise<Matching> {
  const [newest] = await tx.select({ id: max(jobs.id) }).from(jobs)
  const counts = await countJobs(tx, filter)
  const meant = filter.status?.length ? filter.status : JOB_STATUSES
  const sum = (statuses: readonly JobStatus[]): Count => ({
    count: statuses.reduce((count, status) => count + counts[status].count, 0),
    more: statuses.some((status) => counts[status].more),
  })
  const possible = MANY_VERBS.map((verb) => [verb, sum(meant.filter((status) => isPossible(verb, status)))])
  return { upTo: newest?.id ?? 0, total: sum(meant), possible: Object.fromEntries(possible) as Record<ManyVerb, Count> }
}
