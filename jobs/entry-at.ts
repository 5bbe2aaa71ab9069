import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'

/**
 * The first entry that is not older than this, null if all are older. Entries are numbered in the order in which they are
 * written, so that halving finds it without an index of times.
 */
export async function entryIdAt(tx: Tx, jobId: number, time: Date): Promise<number | null> {
  const [row] = await tx.execute<{ id: string | null }>(sql`
    with recursive span (low, high) as (
      select ${end(jobId, 'asc')}, ${end(jobId, 'desc')} + 1
      union all
      select case when entry.at < ${time.toISOString()}::timestamptz then entry.id + 1 else low end,
        case when entry.at < ${time.toISOString()}::timestamptz then high else middle end
      from (select low, high, (low + high) / 2 as middle from span where low < high) halved
      cross join lateral (
        select id, at from quayside.journal_entries
        where (job_id, id) >= (${jobId}, middle) and job_id <= ${jobId} order by job_id, id limit 1
      ) entry
    )
    select (
      select id from quayside.journal_entries where (job_id, id) >= (${jobId}, low) and job_id <= ${jobId} order by job_id, id limit 1
    ) as id
    from span where low >= high`)
  return row?.id ? Number(row.id) : null
}

const end = (jobId: number, order: 'asc' | 'desc') => sql`(
  select id from quayside.journal_entries where (job_id, id) > (${jobId}, 0) and (job_id, id) < (${jobId + 1}, 0)
  order by job_id ${sql.raw(order)}, id ${sql.raw(order)} limit 1)`
