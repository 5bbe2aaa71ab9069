import { and, lte, max, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs } from '#db/schema.ts'
import { jobCondition } from '#jobs/job-condition.ts'
import type { JobFilter } from '#jobs/job-filter.ts'
import { isPossible, JOB_STATUSES, MANY_VERBS, type ManyVerb } from '#jobs/status.ts'

/** Counted no further than this: beyond it, `more` says that there are more. */
export const COUNTED = 10_000

type Count = { count: number; more: boolean }

/** How many jobs match a filter, for how many of them each verb is possible, and the number of the newest job there is. */
export async function countForMany(tx: Tx, filter: JobFilter): Promise<{ upTo: number; total: Count; possible: Record<ManyVerb, Count> }> {
  const [newest] = await tx.select({ id: max(jobs.id) }).from(jobs)
  const upTo = newest?.id ?? 0
  const asked = filter.status?.length ? filter.status : JOB_STATUSES
  const count = async (statuses: JobFilter['status']): Promise<Count> => {
    if (statuses?.length === 0) return { count: 0, more: false }
    const few = tx
      .select({ one: sql`1` })
      .from(jobs)
      .where(and(jobCondition({ ...filter, status: statuses }), lte(jobs.id, upTo)))
      .limit(COUNTED + 1)
    const [row] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from ${few} as few`)
    const found = row?.count ?? 0
    return { count: Math.min(found, COUNTED), more: found > COUNTED }
  }
  const possible: Partial<Record<ManyVerb, Count>> = {}
  for (const verb of MANY_VERBS) possible[verb] = await count(asked.filter((status) => isPossible(verb, status)))
  return { upTo, total: await count(filter.status), possible: possible as Record<ManyVerb, Count> }
}
