import { and, asc, count, desc, eq, gt } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Reject, rejects } from '#db/schema.ts'
import type { RejectReason } from '#jobs/reject.ts'

export type RejectView = {
  record: number
  line: number
  kind: Reject['kind']
  column: string | null
  value: string | null
  code: RejectReason
  params: Record<string, string | number>
  detail: string | null
  raw: string
}

export type RejectGroup = { code: RejectReason; column: string | null; count: number }

/** `column: null` with a code means: of that reason, whatever the column. */
export type RejectFilter = { code?: string; column?: string }

const REJECTS_PAGE = 100

/** Rejects of a job in the order of the file, after the record `after`; `next` to go on with, null at the end. */
export async function listRejects(
  tx: Tx,
  jobId: number,
  { code, column }: RejectFilter = {},
  { after, limit = REJECTS_PAGE }: { after?: number; limit?: number } = {},
): Promise<{ rejects: RejectView[]; next: number | null }> {
  const rows = await tx
    .select()
    .from(rejects)
    .where(
      and(
        eq(rejects.jobId, jobId),
        code ? eq(rejects.code, code) : undefined,
        column ? eq(rejects.column, column) : undefined,
        after !== undefined ? gt(rejects.record, after) : undefined,
      ),
    )
    .orderBy(asc(rejects.record))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  return {
    rejects: page.map(({ record, line, kind, column, value, code, params, detail, raw }) => ({
      record,
      line,
      kind,
      column,
      value,
      code: code as RejectReason,
      params,
      detail,
      raw,
    })),
    next: rows.length > limit ? (page.at(-1)?.record ?? null) : null,
  }
}

/** The rejects of a job by reason and column, the most frequent first. */
export async function groupRejects(tx: Tx, jobId: number): Promise<RejectGroup[]> {
  const rows = await tx
    .select({ code: rejects.code, column: rejects.column, count: count() })
    .from(rejects)
    .where(eq(rejects.jobId, jobId))
    .groupBy(rejects.code, rejects.column)
    .orderBy(desc(count()), rejects.code)
  return rows.map((row) => ({ ...row, code: row.code as RejectReason }))
}
