import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Reject, rejectAttempts } from '#db/schema.ts'
import type { RejectReason } from '#jobs/reject.ts'

/** One try of a record, the import itself as number 0; `code` null: it was loaded. */
export type AttemptView = {
  attempt: number
  at: string
  actor: string | null
  /** The record as it was tried. */
  tried: string
  kind: Reject['kind'] | null
  column: string | null
  value: string | null
  code: RejectReason | null
  params: Record<string, string | number>
  detail: string | null
}

/** Every try of a record that was retried, oldest first; nothing for one that was not. */
export async function listAttempts(tx: Tx, jobId: number, record: number): Promise<AttemptView[]> {
  const rows = await tx
    .select()
    .from(rejectAttempts)
    .where(and(eq(rejectAttempts.jobId, jobId), eq(rejectAttempts.record, record)))
    .orderBy(asc(rejectAttempts.attempt))
  return rows.map(({ attempt, at, actor, tried, kind, column, value, code, params, detail }) => ({
    attempt,
    at: at.toISOString(),
    actor,
    tried,
    kind,
    column,
    value,
    code: code as RejectReason | null,
    params: params ?? {},
    detail,
  }))
}
