import type { RejectCount } from '#jobs/list-rejects.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'

/** How many rejects are meant, by the counts of those that the search finds; null while they are not counted. */
export function countSelected(counts: RejectCount[] | null, { records, state, code, column }: RejectSelection): number | null {
  if (records) return records.length
  if (!counts) return null
  return counts.reduce(
    (sum, one) =>
      one.state === state && (code === undefined || one.code === code) && (column === undefined || one.column === column)
        ? sum + one.count
        : sum,
    0,
  )
}
