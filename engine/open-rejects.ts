import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { rejects } from '#db/schema.ts'
import type { RecordText } from '#engine/convert-apart.ts'
import type { RejectReason } from '#jobs/reject.ts'
import { type RejectSelection, selectedRejects } from '#jobs/reject-selection.ts'

export type OpenReject = RecordText & {
  line: number
  raw: string
  code: RejectReason
  column: string | null
  params: Record<string, string | number>
}

/** Whether the record was ever refused for bytes that are no text: an earlier try is in the history. */
export const WAS_GARBLED = `(rejects.code = 'invalid_characters' or (rejects.attempts > 0 and exists (
  select from quayside.reject_attempts a where a.job_id = rejects.job_id and a.record = rejects.record and a.code = 'invalid_characters')))`

/** The open ones among the selected rejects behind the record `after`, in the order of the file, each as it stands by now. */
export async function openRejects(
  tx: Tx,
  jobId: number,
  selection: RejectSelection,
  { after, limit }: { after: number; limit: number },
): Promise<OpenReject[]> {
  const { record, line, raw, repaired, code, column, params } = rejects
  const rows = await tx
    .select({ record, line, raw, repaired, code, column, params, garbled: sql<boolean>`${sql.raw(WAS_GARBLED)}` })
    .from(rejects)
    .where(and(selectedRejects(jobId, selection), eq(rejects.state, 'open'), gt(rejects.record, after)))
    .orderBy(asc(rejects.record))
    .limit(limit)
  return rows.map(({ repaired: text, ...row }) => ({ ...row, code: row.code as RejectReason, text: text ?? row.raw }))
}
