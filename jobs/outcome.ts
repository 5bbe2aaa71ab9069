import type { JobStatus } from '#jobs/status.ts'

/** Why a verb did not do what was asked: a closed set of codes; whoever shows them finds the words. */
export type Refusal =
  | { code: 'forbidden' }
  | { code: 'not_found' }
  /** Someone else was faster, or the page was old: `status` is what the job is now. */
  | { code: 'conflict'; status: JobStatus }
  /** The draft cannot start as it is. */
  | { code: 'file_missing' | 'table_missing' | 'mapping_missing' | 'columns_missing' | 'invalid' }
  /** None of the rejects that are meant is open. */
  | { code: 'no_rejects' }
  | { code: 'key_missing' }
  | { code: 'required_unmapped' | 'key_unmapped'; column: string }
  /** `position` counts the expression's characters from 1. */
  | { code: 'expression_invalid'; column: string; position: number }
  | { code: 'file_empty' | 'file_not_text' | 'file_damaged' | 'archive_too_large' }
  | { code: 'archive_member'; choices: string[] }
  | { code: 'sheet_missing'; choices: string[] }

export type Outcome<T, R = Refusal> = { ok: true; value: T } | { ok: false; refusal: R }

export const done = <T>(value: T): Outcome<T, never> => ({ ok: true, value })
export const refused = <const R>(refusal: R): Outcome<never, R> => ({ ok: false, refusal })
