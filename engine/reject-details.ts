import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Job, rejects } from '#db/schema.ts'
import { type RecordShape, readRecord, recordShape } from '#engine/record-cells.ts'
import { listAttempts } from '#jobs/list-attempts.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { RejectDetails } from '#jobs/reject-details.ts'
import { importDraft } from '#jobs/settings.ts'

/** How the records of a job's file are cut; undefined for a job that has not yet read one. */
export function shapeOf({ settings }: Pick<Job, 'settings'>): RecordShape | undefined {
  const { format, columns } = importDraft.safeParse(settings).data ?? {}
  return format && columns && columns.length > 0
    ? recordShape(
        format,
        columns.map(({ name }) => name),
      )
    : undefined
}

/** The reject of this record, or undefined. */
export async function rejectDetails(tx: Tx, job: Pick<Job, 'id' | 'settings'>, record: number): Promise<RejectDetails | undefined> {
  const [reject] = await tx
    .select()
    .from(rejects)
    .where(and(eq(rejects.jobId, job.id), eq(rejects.record, record)))
  if (!reject) return undefined
  const { line, byte, kind, column, value, params, detail, raw, repaired, state, decidedBy, decidedReason } = reject
  const shape = shapeOf(job)
  const cut = (text: string) => (shape ? (readRecord(text, shape).cells?.map((cell) => cell.text) ?? null) : null)
  return {
    ...{ record, line, byte, kind, column, value, params, detail, raw, repaired, state, decidedBy, decidedReason },
    code: reject.code as RejectReason,
    decidedAt: reject.decidedAt?.toISOString() ?? null,
    attempts: await listAttempts(tx, job.id, record),
    columns: shape?.names ?? [],
    cells: cut(repaired ?? raw),
    original: repaired === null ? null : cut(raw),
  }
}
