import { and, count, gte, lt, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs } from '#db/schema.ts'
import { unlessSlow } from '#db/unless-slow.ts'
import { jobCondition } from '#jobs/job-condition.ts'
import type { JobFilter } from '#jobs/job-filter.ts'
import type { JobStatus } from '#jobs/status.ts'

/** Jobs that began from `from` on and before `to`, ISO instants. `more`: there are at least so many. */
export type ActivityBar = { from: string; to: string; counts: Partial<Record<JobStatus, number>>; more: boolean }

/** Milliseconds that an exact answer may take. */
const PATIENCE = 800
/** Where it takes longer, only so many jobs of each bar are looked at. */
const WINDOW = 500

/** How many of the jobs that the filter means began between each two of the edges, by status; its own period does not count. */
export async function jobActivity(tx: Tx, filter: JobFilter, edges: Date[]): Promise<ActivityBar[]> {
  const condition = jobCondition({ ...filter, from: undefined, to: undefined })
  const bars = edges.slice(0, -1).map((from, index): ActivityBar => {
    return { from: from.toISOString(), to: (edges[index + 1] as Date).toISOString(), counts: {}, more: false }
  })
  if (bars.length === 0) return []
  const exact = await unlessSlow(tx, PATIENCE, (own) => countAll(own, condition, edges))
  for (const { bar, status, jobs } of exact ?? (await countFirst(tx, condition, bars))) {
    const found = bars[bar - 1]
    if (found && status) found.counts[status] = jobs
    else if (found) found.more = jobs >= WINDOW
  }
  return bars
}

type Counted = { bar: number; status: JobStatus | null; jobs: number }

function countAll(tx: Tx, condition: ReturnType<typeof jobCondition>, edges: Date[]): Promise<Counted[]> {
  const bar = sql<number>`width_bucket(${jobs.begunAt}, ${literal(edges)})`
  return tx
    .select({ bar, status: jobs.status, jobs: count() })
    .from(jobs)
    .where(and(gte(jobs.begunAt, edges.at(0) as Date), lt(jobs.begunAt, edges.at(-1) as Date), condition))
    .groupBy(sql`1`, jobs.status)
}

/** Of the first jobs of each bar; how many were looked at comes with the status null. */
async function countFirst(tx: Tx, condition: ReturnType<typeof jobCondition>, bars: ActivityBar[]): Promise<Counted[]> {
  const from = literal(bars.map((bar) => new Date(bar.from)))
  const to = literal(bars.map((bar) => new Date(bar.to)))
  return tx.execute<Counted>(sql`
    with looked_at as materialized (
      select bars.bar, first.id
      from unnest(${from}, ${to}) with ordinality as bars (begin, "end", bar)
      cross join lateral (
        select id from ${jobs} where begun_at >= bars.begin and begun_at < bars."end" order by begun_at limit ${WINDOW}
      ) first
    )
    select bar::int, status, count(*)::int as jobs from looked_at join ${jobs} using (id) where ${condition ?? sql`true`} group by 1, 2
    union all
    select bar::int, null, count(*)::int from looked_at group by 1`)
}

const literal = (dates: Date[]) => sql`${`{${dates.map((date) => date.toISOString()).join(',')}}`}::timestamptz[]`
