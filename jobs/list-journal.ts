import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { journalEntries } from '#db/schema.ts'
import type { JournalCode, JournalLevel } from '#jobs/journal.ts'

export type EntryView = {
  id: number
  at: string
  level: JournalLevel
  code: JournalCode
  params: Record<string, string | number>
  detail: string | null
}

export const JOURNAL_PAGE = 200

/** Entries of a job, oldest first: those after `after`, or the page that ends before `before`, or the newest page. */
export async function listJournal(
  tx: Tx,
  jobId: number,
  { level, after, before }: { level?: JournalLevel; after?: number; before?: number } = {},
): Promise<{ entries: EntryView[]; earlier: boolean }> {
  const forward = after !== undefined
  const rows = await tx
    .select()
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.jobId, jobId),
        level ? eq(journalEntries.level, level) : undefined,
        // In so many words, so that the index of the few entries that are no mere information serves.
        level && level !== 'info' ? sql`${journalEntries.level} <> 'info'` : undefined,
        forward ? gt(journalEntries.id, after) : undefined,
        before !== undefined ? lt(journalEntries.id, before) : undefined,
      ),
    )
    .orderBy(forward ? asc(journalEntries.id) : desc(journalEntries.id))
    .limit(JOURNAL_PAGE + 1)
  const page = rows.slice(0, JOURNAL_PAGE)
  if (!forward) page.reverse()
  return {
    entries: page.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      level: row.level,
      code: row.code as JournalCode,
      params: row.params,
      detail: row.detail,
    })),
    earlier: !forward && rows.length > JOURNAL_PAGE,
  }
}
