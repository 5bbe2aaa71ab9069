import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'

/**
 * The first entry that is not older than this, null if all are older. Entries are numbered in the order in which they are
 * written, so that halving finds it without an index of times.
 */
export async function entryIdAt(tx: Tx, jobId: number, time: Date): Promise<number | null> {
  const [row] = await tx.execute<{ id: string | null }>(sql`
    with recursive span (low, high) as (
      select min(id), max(id) + 1 from quayside.journal_entries where job_id = ${jobId}
      union all
      select case when entry.at < ${time.toISOString()}::timestamptz then entry.id + 1 else low end,
        case when entry.at < ${time.toISOString()}::timestamptz then high else middle end
      from (select low, high, (low + high) / 2 as middle from span where low < high) halved
      cross join lateral (
        select id, at from quayside.journal_entries where job_id = ${jobId} and id >= middle order by id limit 1
      ) entry
    )
    select (select id from quayside.journal_entries where job_id = ${jobId} and id >= low order by id limit 1) as id
    from span where low >= high`)
  return row?.id ? Number(row.id) : null
}

/** The entry in a line of the journal, counted from 1; null where it has not so many. */
export async function entryIdInLine(tx: Tx, jobId: number, line: number): Promise<number | null> {
  const [row] = await tx.execute<{ id: string }>(sql`
    select id from quayside.journal_entries where job_id = ${jobId} order by id offset ${Math.max(0, line - 1)} limit 1`)
  return row ? Number(row.id) : null
}

/** How many entries of the journal come before this one. */
export async function linesBefore(tx: Tx, jobId: number, id: number): Promise<number> {
  const [row] = await tx.execute<{ count: string }>(sql`
    select count(*) as count from quayside.journal_entries where job_id = ${jobId} and id < ${id}`)
  return Number(row?.count ?? 0)
}
