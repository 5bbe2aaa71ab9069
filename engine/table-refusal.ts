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

/** COPY's own words come last, behind those of the function or the type that it met the refusal in. */
const COPY_CONTEXT = /(?:^|\n)COPY .*?, line (\d+)(?:, column (.+?)(?:: "(.*)")?)?$/s

/** Which of the rows that were sent COPY stopped at, from 1; 0 if it does not say. */
export const refusedLine = ({ where }: { where?: string }): number => Number(COPY_CONTEXT.exec(where ?? '')?.[1] ?? 0)

/** The reject for a record that the table refused, in the file's own column names where the database names a column. */
export function refusedByTable(
  error: TableRefusal,
  nameOf: Map<string, string>,
): Pick<Refused, 'kind' | 'column' | 'value' | 'code' | 'params' | 'detail'> {
  const code = BY_STATE[error.code] ?? 'refused_by_table'
  // `Key (id)=(7) already exists.` and `COPY t, line 3, column born: "x"` are where Postgres tells column and value.
  const key = /\(([^()]+)\)=\((.*?)\)/.exec(error.detail ?? '')
  const context = COPY_CONTEXT.exec(error.where ?? '')
  const column = error.column_name ?? key?.[1] ?? context?.[2] ?? null
  return {
    kind: 'database',
    column: column === null ? null : (nameOf.get(column.replaceAll('"', '')) ?? column),
    value: key?.[2] ?? context?.[3] ?? null,
    code,
    params: ['unique', 'foreign_key', 'check', 'exclusion'].includes(code) ? { constraint: error.constraint_name ?? '' } : {},
    detail: error.detail ? `${error.message} ${error.detail}` : error.message,
  }
}
