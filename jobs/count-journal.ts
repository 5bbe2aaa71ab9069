import type { Tx } from '#db/client.ts'
import { findEntries } from '#jobs/find-entries.ts'
import type { JournalFilter } from '#jobs/journal-filter.ts'

/** `more`: there are at least so many. */
export type Counted = { count: number; more: boolean }

/** Up to here it is counted exactly. */
const COUNTED = 1000

/** How many entries the filter leaves after one, or before one. */
export async function countEntries(
  tx: Tx,
  jobId: number,
  filter: JournalFilter,
  from: { after: number } | { before: number },
): Promise<Counted> {
  const { ids, reached } = await findEntries(tx, jobId, filter, from, COUNTED + 1)
  return { count: Math.min(ids.length, COUNTED), more: ids.length > COUNTED || reached !== null }
}
