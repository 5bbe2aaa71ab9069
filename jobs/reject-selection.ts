import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { likePattern } from '#db/like-pattern.ts'
import { rejects } from '#db/schema.ts'
import { REJECT_STATES } from '#jobs/status.ts'

/**
 * Which rejects of a job are meant: those for which everything holds that is named. `column: null` means those that concern no
 * column. `search` looks into the value, the record as it is by now, and, for a number, at record and line.
 */
export const rejectSelection = z.object({
  records: z.array(z.int().positive()).max(10_000).optional(),
  code: z.string().max(100).optional(),
  column: z.string().max(10_000).nullable().optional(),
  search: z.string().max(1000).optional(),
  state: z.enum(REJECT_STATES).optional(),
  /** The moment at which they were decided about last, as the verb that did so answered it: what it did can so be taken back. */
  decidedAt: z.iso.datetime({ offset: true, precision: 6 }).optional(),
})
export type RejectSelection = z.infer<typeof rejectSelection>

/** The selection as a condition on `rejects`, the same for lists, counts and changes. */
export function selectedRejects(jobId: number, { records, code, column, search, state, decidedAt }: RejectSelection): SQL {
  return and(
    eq(rejects.jobId, jobId),
    records && inArray(rejects.record, records),
    code === undefined ? undefined : eq(rejects.code, code),
    column === undefined ? undefined : column === null ? isNull(rejects.column) : eq(rejects.column, column),
    state && eq(rejects.state, state),
    decidedAt ? sql`${rejects.decidedAt} = ${decidedAt}::timestamptz` : undefined,
    search?.trim() ? holds(search.trim()) : undefined,
  ) as SQL
}

function holds(search: string): SQL {
  const pattern = likePattern(search)
  const number = /^\d{1,15}$/.test(search) ? Number(search) : null
  return or(
    sql`${rejects.value} ilike ${pattern}`,
    sql`coalesce(${rejects.repaired}, ${rejects.raw}) ilike ${pattern}`,
    number === null ? undefined : or(eq(rejects.record, number), eq(rejects.line, number)),
  ) as SQL
}

/** The moment of this transaction, to the microsecond, as `decidedAt` takes it. */
export async function momentOf(tx: Tx): Promise<string> {
  const [row] = await tx.execute<{ at: string }>(sql`select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`)
  return row?.at ?? ''
}
