import type { Query } from '#components/job-details/query-with.ts'
import { readNumber } from '#components/jobs/list-query.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'
import { REJECT_STATES, type RejectState } from '#jobs/status.ts'

/** What of a job's rejects is shown, as the address says it. */
export type RejectsQuery = {
  /** Undefined: in whatever state. */
  state: RejectState | undefined
  reason: string | undefined
  /** Null: those that concern no column. */
  column: string | null | undefined
  search: string
  /** The one that is open. */
  record: number | undefined
}

/** Reads the query from an address; what makes no sense is as if it were not there, and the open ones are shown. */
export function readRejectsQuery(query: Query): RejectsQuery {
  const { fate, reason, column, find, record } = Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, storable(Array.isArray(value) ? value[0] : value)]),
  )
  return {
    state: fate === 'all' ? undefined : (REJECT_STATES.find((state) => state === fate) ?? 'open'),
    reason: reason?.slice(0, 100) || undefined,
    column: column === '' ? null : column?.slice(0, 10_000),
    search: find?.slice(0, 1000) ?? '',
    record: readNumber(record ?? ''),
  }
}

/** The same as parameters of an address; undefined is not written. */
export function writeRejectsQuery({ state, reason, column, search, record }: RejectsQuery): Record<string, string | undefined> {
  return {
    fate: state === 'open' ? undefined : (state ?? 'all'),
    reason,
    column: column === null ? '' : column,
    find: search.trim() || undefined,
    record: record === undefined ? undefined : String(record),
  }
}

/** For a request: the parameters that are written. */
export const searchOf = (query: RejectsQuery): URLSearchParams =>
  new URLSearchParams(Object.entries(writeRejectsQuery(query)).filter((entry): entry is [string, string] => entry[1] !== undefined))

/** Those that the query means. */
export function selectionOf({ state, reason, column, search }: RejectsQuery): RejectSelection {
  return {
    ...(state && { state }),
    ...(reason !== undefined && { code: reason }),
    ...(column !== undefined && { column }),
    ...(search.trim() && { search: search.trim() }),
  }
}

/** Without what Postgres cannot hold, and so never finds. */
const storable = (text: string | undefined) => text?.replaceAll('\0', '').toWellFormed()
