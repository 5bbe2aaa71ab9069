import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Counted, countEntries } from '#jobs/count-journal.ts'
import { type From, findEntries } from '#jobs/find-entries.ts'
import type { JournalFilter } from '#jobs/journal-filter.ts'

/** The entry in a line of the journal, counted from 1; null where it has not so many. */
export async function entryIdInLine(tx: Tx, jobId: number, line: number): Promise<number | null> {
  const [row] = await tx.execute<{ id: string }>(sql`
    select id from quayside.journal_entries where (job_id, id) > (${jobId}, 0) and (job_id, id) < (${jobId + 1}, 0)
    order by job_id, id offset ${Math.max(0, line - 1)} limit 1`)
  return row ? Number(row.id) : null
}

/** How many entries a journal has, and how many of them come before one. */
export async function linesOf(tx: Tx, jobId: number, id: number): Promise<{ total: number; before: number }> {
  const [row] = await tx.execute<{ total: string; before: string }>(sql`
    select count(*) as total, count(*) filter (where id < ${id}) as before from quayside.journal_entries where job_id = ${jobId}`)
  return { total: Number(row?.total ?? 0), before: Number(row?.before ?? 0) }
}

/** The next entry on this way that the filter leaves, null where there is none, and which of all of them it is. */
export async function findNext(
  tx: Tx,
  jobId: number,
  filter: JournalFilter,
  from: From,
): Promise<{ id: number | null; position: Counted | null; total: Counted }> {
  let next: From | null = from
  let id: number | undefined
  while (next !== null && id === undefined) {
    const { ids, reached } = await findEntries(tx, jobId, filter, next, 1)
    id = ids[0]
    next = reached === null ? null : 'after' in from ? { after: reached } : { before: reached }
  }
  const [position, total] = await Promise.all([
    id === undefined ? null : countEntries(tx, jobId, filter, { before: id + 1 }),
    countEntries(tx, jobId, filter, { after: 0 }),
  ])
  return { id: id ?? null, position, total }
}
