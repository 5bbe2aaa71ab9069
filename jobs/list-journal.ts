import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { journalEntries } from '#db/schema.ts'
import { type From, findEntries } from '#jobs/find-entries.ts'
import type { JournalCode, JournalLevel } from '#jobs/journal.ts'
import type { JournalFilter } from '#jobs/journal-filter.ts'

export type EntryView = {
  id: number
  at: string
  level: JournalLevel
  code: JournalCode
  params: Record<string, string | number>
  detail: string | null
}

/**
 * A part of a journal, oldest first. `earlier` and `later`: the number of the entry before or after which there may be more;
 * null where there is none. `newest`: the last number of the whole journal when this was read, 0 if it is empty.
 */
export type JournalPage = { entries: EntryView[]; earlier: number | null; later: number | null; newest: number }

export const JOURNAL_PAGE = 200
/** The lines above the one that is opened. */
const ABOVE = 60

/** Which part: after an entry, before one, around one (which need not be among them), or the newest. */
export type JournalPart = { after?: number; before?: number; around?: number; limit?: number }

/** Entries of a job that the filter leaves, oldest first. A search may answer with less than there is, see `findEntries`. */
export async function listJournal(
  tx: Tx,
  jobId: number,
  { after, before, around, limit = JOURNAL_PAGE, ...filter }: JournalFilter & JournalPart = {},
): Promise<JournalPage> {
  // Asked first: what is written while the rest is read is not taken for seen.
  const newest = (await findEntries(tx, jobId, {}, { before: Number.MAX_SAFE_INTEGER }, 1)).ids[0] ?? 0
  if (around !== undefined) {
    const above = await part(tx, jobId, filter, { before: around }, Math.min(ABOVE, limit))
    const below = await part(tx, jobId, filter, { after: around - 1 }, limit)
    return { entries: [...above.entries, ...below.entries], earlier: above.beyond, later: below.beyond, newest }
  }
  if (after !== undefined) {
    const { entries, beyond } = await part(tx, jobId, filter, { after }, limit)
    return { entries, earlier: after > 0 ? (entries[0]?.id ?? after + 1) : null, later: beyond, newest }
  }
  const { entries, beyond } = await part(tx, jobId, filter, { before: before ?? Number.MAX_SAFE_INTEGER }, limit)
  return { entries, earlier: beyond, later: before === undefined ? null : (entries.at(-1)?.id ?? before - 1), newest }
}

/** `beyond`: from where to go on the same way, null at the end. */
async function part(
  tx: Tx,
  jobId: number,
  filter: JournalFilter,
  from: From,
  limit: number,
): Promise<{ entries: EntryView[]; beyond: number | null }> {
  const { ids, reached } = await findEntries(tx, jobId, filter, from, limit + 1)
  const more = ids.length > limit
  const forward = 'after' in from
  const page = forward ? ids.slice(0, limit) : ids.slice(-limit)
  const last = (forward ? page.at(-1) : page[0]) ?? null
  return { entries: await entriesOf(tx, jobId, page), beyond: more ? last : reached }
}

async function entriesOf(tx: Tx, jobId: number, ids: number[]): Promise<EntryView[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .select()
    .from(journalEntries)
    .where(and(eq(journalEntries.jobId, jobId), inArray(journalEntries.id, ids)))
    .orderBy(asc(journalEntries.id))
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    level: row.level,
    code: row.code as JournalCode,
    params: row.params,
    detail: row.detail,
  }))
}
