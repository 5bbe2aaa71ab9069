import type { Refused } from '#engine/convert.ts'
import type { RejectReason } from '#jobs/reject.ts'

type TableRefusal = { code: string; message: string; constraint_name?: string; column_name?: string; detail?: string; where?: string }

const BY_STATE: Record<string, RejectReason> = {
  '23505': 'unique',
  '23503': 'foreign_key',
  '23514': 'check',
  '23P01': 'exclusion',
  '23502': 'required',
}

/** The reject for a record that the table refused, in the file's own column names where the database names a column. */
export function refusedByTable(
  error: TableRefusal,
  nameOf: Map<string, string>,
): Pick<Refused, 'kind' | 'column' | 'value' | 'code' | 'params' | 'detail'> {
  const code = BY_STATE[error.code] ?? 'refused_by_table'
  // `Key (id)=(7) already exists.` and `COPY t, line 3, column born: "x"` are where Postgres tells column and value.
  const key = /\(([^()]+)\)=\((.*?)\)/.exec(error.detail ?? '')
  const context = /^COPY .*?, line \d+, column (.+?)(?:: "(.*)")?$/s.exec(error.where ?? '')
  const column = error.column_name ?? key?.[1] ?? context?.[1] ?? null
  return {
    kind: 'database',
    column: column === null ? null : (nameOf.get(column.replaceAll('"', '')) ?? column),
    value: key?.[2] ?? context?.[2] ?? null,
    code,
    params: ['unique', 'foreign_key', 'check', 'exclusion'].includes(code) ? { constraint: error.constraint_name ?? '' } : {},
    detail: error.detail ? `${error.message} ${error.detail}` : error.message,
  }
}
