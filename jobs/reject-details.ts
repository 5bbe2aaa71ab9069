import type { Reject } from '#db/schema.ts'
import type { AttemptView } from '#jobs/list-attempts.ts'
import type { RejectReason } from '#jobs/reject.ts'

/** Everything that is known of one reject. Cells are null where the record cannot be cut into fields. */
export type RejectDetails = Pick<
  Reject,
  | 'record'
  | 'line'
  | 'byte'
  | 'kind'
  | 'column'
  | 'value'
  | 'params'
  | 'detail'
  | 'raw'
  | 'repaired'
  | 'state'
  | 'decidedBy'
  | 'decidedReason'
> & {
  code: RejectReason
  decidedAt: string | null
  attempts: AttemptView[]
  /** Names of the file's columns, in the order of the cells. */
  columns: string[]
  /** As it will be tried, or was tried last; more of them than columns where the record has more. */
  cells: (string | null)[] | null
  /** As the file has them, where it was repaired. */
  original: (string | null)[] | null
}
