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

/** Why a row did not get in: the columns of the table that it is about, and the value as the database has it, where it tells. */
export type RefusedRow = Pick<Refused, 'value' | 'code' | 'params' | 'detail'> & { columns: string[] }

/** COPY's own words come last, behind those of the function or the type that it met the refusal in. */
const COPY_CONTEXT = /(?:^|\n)COPY .*?, line (\d+)(?:, column (.+?)(?:: "(.*)")?)?$/s

/** Which of the rows that were sent COPY stopped at, from 1; 0 if it does not say. */
export const refusedLine = ({ where }: { where?: string }): number => Number(COPY_CONTEXT.exec(where ?? '')?.[1] ?? 0)

/** What the database says of a row that it refused. */
export function refusedByTable(error: TableRefusal): RefusedRow {
  const code = BY_STATE[error.code] ?? 'refused_by_table'
  // `Key (id)=(7) already exists.` and `COPY t, line 3, column born: "x"` are where Postgres tells column and value.
  const key = /\((.+?)\)=\((.*?)\)/.exec(error.detail ?? '')
  const context = COPY_CONTEXT.exec(error.where ?? '')
  const columns = error.column_name ? [error.column_name] : (key?.[1]?.split(', ').map(unquoted) ?? (context?.[2] ? [context[2]] : []))
  return {
    columns,
    value: key?.[2] ?? context?.[3] ?? null,
    code,
    params: ['unique', 'foreign_key', 'check', 'exclusion'].includes(code) ? { constraint: error.constraint_name ?? '' } : {},
    detail: error.detail ? `${error.message} ${error.detail}` : error.message,
  }
}

const unquoted = (name: string) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name)
