import { z } from 'zod'
import type { RejectReason } from '#jobs/reject.ts'
import { DATE_ORDERS, DECIMAL_SIGNS } from '#jobs/settings.ts'

/** Text that Postgres can hold. */
const text = z
  .string()
  .max(1_000_000)
  .refine((value) => !value.includes('\0') && value.isWellFormed())

/** The name of a column of the file. */
const column = z.string().max(10_000)

/**
 * What a person does to refused records before they are tried again. Values are those of the file, before transformations
 * and maps; null is no value. `docs/decisions/0023-retry-of-rejects.md` says what each is for.
 */
export const repair = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), column, value: text.nullable() }),
  /** Every place where `find` stands in the value; plain text. */
  z.object({ kind: z.literal('replace'), column, find: text.min(1), replace: text }),
  z.object({ kind: z.literal('map'), column, pairs: z.array(z.object({ from: text.nullable(), to: text.nullable() })).max(10_000) }),
  /** The dates are written in this order, and are written anew in the order that the column's mapping says. */
  z.object({ kind: z.literal('date_order'), column, order: z.enum(DATE_ORDERS) }),
  z.object({ kind: z.literal('decimal_sign'), column, sign: z.enum(DECIMAL_SIGNS) }),
  /** Where the column is empty: a value, or that of another column. */
  z.object({ kind: z.literal('fill'), column, value: text }),
  z.object({ kind: z.literal('fill_from'), column, from: column }),
  z.object({ kind: z.literal('clear'), column }),
  /** At most so many characters. */
  z.object({ kind: z.literal('cut'), column, length: z.int().min(0).max(1_000_000) }),
  /** Fields that the file's columns have no place for go; of JSON, members that are no column. */
  z.object({ kind: z.literal('drop_surplus') }),
  /** Fields that a record lacks at its end are empty. */
  z.object({ kind: z.literal('fill_missing') }),
  /** The whole record as it should stand in the file, without its line end; for one record. */
  z.object({ kind: z.literal('raw'), text }),
])
export type Repair = z.infer<typeof repair>

/** What a repair would do to the open ones among the selected rejects; nothing is changed by asking. */
export type RepairPreview = {
  concerned: number
  /** How many were looked at: all, or the first ones of a large group. The numbers below speak of these. */
  sampled: number
  changed: number
  /** Left as they are: this kind of file has no way to write the repaired value, or the record cannot be cut into fields. */
  unwritable: number
  /** Fit, once repaired, as far as can be told without the table. */
  fit: number
  /** Why the others would be refused again, the most frequent first. */
  refusals: { code: RejectReason; column: string | null; count: number }[]
  /** The names of the file's columns, in the order of the cells. */
  columns: string[]
  examples: RepairExample[]
}

/** One record before and after, null for no value. Where it cannot be cut into fields there are no cells. */
export type RepairExample = {
  record: number
  line: number
  before: { raw: string; cells: (string | null)[] | null }
  after: { raw: string; cells: (string | null)[] | null }
}

/**
 * A repair worth offering. `mends` is the share, 0 to 1, of the records looked at which are then fit, as a preview counts them: 0
 * where each has another fault as well; null where only the table knows. `open` says that a person still has to give a value.
 */
export type RepairSuggestion = { repair: Repair; mends: number | null; open: boolean }
