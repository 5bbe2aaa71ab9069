/** What the driver says of an error, however Drizzle wraps it; the empty string where it says nothing. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error ? String(error.code) : codeOf(error.cause)
}

/** The server or a person ended the statement: `pg_cancel_backend`, or `statement_timeout`. */
export const isCancelled = (error: unknown): boolean => codeOf(error) === '57014'

/** A value that has to be the only one is there already. */
export const isNotUnique = (error: unknown): boolean => codeOf(error) === '23505'

/** A connection that was there is gone. */
export const LOST_CONNECTION = [
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  '57P01', // the server is being stopped
  '57P02', // another backend crashed
]
