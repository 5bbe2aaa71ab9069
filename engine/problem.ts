import { codeOf, LOST_CONNECTION } from '#db/error-code.ts'
import type { Entry } from '#jobs/journal.ts'

/** A technical error that ends a job as `finished_with_errors`, in words that the journal knows. */
export class Problem extends Error {
  readonly entry: Entry

  constructor(entry: Entry, cause?: unknown) {
    super(entry.code, { cause })
    this.entry = entry
  }
}

/** A column of the table is not of the type any more that its values were written for. */
export class TypeChanged extends Error {
  readonly column: string

  constructor(column: string, cause?: unknown) {
    super(`the type of column "${column}" has changed`, { cause })
    this.column = column
  }
}

type DatabaseError = Error & {
  code: string
  routine?: string
  column_name?: string
  constraint_name?: string
  detail?: string
  where?: string
}

/** A refusal by Postgres itself, as the driver throws it. */
function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && error.name === 'PostgresError'
}

const CONNECTION_CODES = new Set([
  ...LOST_CONNECTION,
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P03', // the server is starting or stopping
])

/** Where in the server's source it was refused: that does not depend on the language of its messages. */
const routineOf = (error: unknown): string | undefined => (isDatabaseError(error) ? error.routine : undefined)

/** The connection is gone or was refused: worth another try, since nothing was committed or the checkpoint will tell. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error)
  // The queue's driver gives no code.
  if (code === '' && error instanceof Error && /^Connection terminated/.test(error.message)) return true
  return CONNECTION_CODES.has(code) || code.startsWith('08')
}

/** Deadlocks and serialization failures: the transaction may simply be repeated. */
export const isPassing = (error: unknown): boolean => ['40001', '40P01', '55P03'].includes(codeOf(error))

/** Classes of errors that say nothing of a record: the statement, the rights, the server or the transaction is at fault. */
const NOT_THE_RECORD = new Set('00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 24 25 26 28 2B 2D 34 3B 3D 3F 40 42 53 55 57 58 72 F0 HV XX'.split(' '))

/**
 * The table refuses a record: data (22…), constraints (23…), what is too large for an index (54…), a row-level policy's check, or
 * a trigger's own exception, whose code may be any that Postgres does not use itself.
 */
export function isRefusal(error: unknown): error is DatabaseError {
  if (!isDatabaseError(error)) return false
  return !NOT_THE_RECORD.has(error.code.slice(0, 2)) || (error.code === '42501' && error.routine === 'ExecWithCheckOptions')
}

/** A question about the table that cannot be asked: it stumbles over a value, or the role may not ask it. */
export const isUnaskable = (error: unknown): error is DatabaseError =>
  isRefusal(error) || (isDatabaseError(error) && error.code.startsWith('42'))

/** The column whose type cannot read what was sent to it in binary. Its state is otherwise that of a broken connection. */
export function misreadColumn(error: unknown): string | undefined {
  if (!isDatabaseError(error) || (error.code !== '22P03' && error.code !== '08P01')) return undefined
  return /^COPY .*?, line \d+, column (.+)$/s.exec(error.where ?? '')?.[1]
}

/** Turns whatever stopped a job into its journal entry; `table` is what the job reads or writes. */
export function entryOf(error: unknown, table: string): Entry {
  if (error instanceof Problem) return error.entry
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof TypeChanged) return { code: 'error.table_changed', params: { table, column: error.column }, detail }
  if (isConnectionLoss(error)) return { code: 'error.database_unavailable', params: {}, detail }
  const code = codeOf(error)
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return { code: 'error.disk_full', params: {}, detail }
  if (code === '42P01' || code === '3F000') return { code: 'error.table_missing', params: { table }, detail }
  if (code === '42703') return { code: 'error.table_changed', params: { table, column: /column "(.+?)"/.exec(detail)?.[1] ?? '' }, detail }
  if (code === '428C9') return { code: 'error.table_changed', params: { table, column: /column "(.+?)"/.exec(detail)?.[1] ?? '' }, detail }
  if (code === '42501' && routineOf(error) === 'InitTempTableNamespace') return { code: 'error.temporary_forbidden', params: {}, detail }
  if (code === '42501') return { code: 'error.table_forbidden', params: { table }, detail }
  return { code: 'error.unexpected', params: {}, detail }
}
