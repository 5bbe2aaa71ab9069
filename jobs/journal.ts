import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { FINDINGS, type FindingCode } from '#jobs/detection.ts'
import { storable, storableJson } from '#jobs/storable.ts'

export type JournalLevel = 'info' | 'warning' | 'error'

type Declared = { level: JournalLevel; params: readonly string[] }

/** What was found in a file that a worker looked at by itself: each finding has an entry of its own. */
type FindingEntries = { [Code in FindingCode as `import.finding.${Code}`]: (typeof FINDINGS)[Code] }
const findingEntries = Object.fromEntries(
  Object.entries(FINDINGS).map(([code, declared]) => [`import.finding.${code}`, declared]),
) as FindingEntries

/**
 * Everything that a journal can say: code, level, and the names of its parameters. The sentences are in the catalogs under
 * `journal`, one a code and with exactly these arguments; the catalogs' check compares them.
 */
export const JOURNAL = {
  'move.start': { level: 'info', params: ['actor'] },
  'move.retry': { level: 'info', params: ['actor', 'count'] },
  'move.pause': { level: 'info', params: ['actor', 'reason'] },
  'move.cancel': { level: 'warning', params: ['actor', 'reason'] },
  'move.explained': { level: 'info', params: ['actor', 'reason'] },
  'move.paused': { level: 'info', params: [] },
  'move.cancelled': { level: 'warning', params: [] },
  'move.finished': { level: 'info', params: [] },
  // The error has an entry of its own, just before.
  'move.finished_with_errors': { level: 'warning', params: [] },
  'move.stopped': { level: 'warning', params: [] },
  'move.vanished': { level: 'warning', params: [] },
  'move.resumed': { level: 'info', params: [] },
  'move.given_up': { level: 'error', params: [] },

  'import.detected': { level: 'info', params: ['encoding', 'separator', 'columns'] },
  ...findingEntries,
  'import.recognized': { level: 'info', params: ['kind', 'columns'] },
  'import.columns_ignored': { level: 'warning', params: ['count', 'columns'] },
  'import.counted': { level: 'info', params: ['total'] },
  'import.continued': { level: 'info', params: ['processed', 'total'] },
  'import.chunk': { level: 'info', params: ['first', 'last', 'success', 'rejects'] },
  'import.left_out': { level: 'warning', params: ['line'] },
  'import.doubles_sought': { level: 'info', params: ['doubles'] },
  'import.value_left_empty': { level: 'warning', params: ['column', 'count', 'record', 'value'] },
  'import.value_not_in_map': { level: 'warning', params: ['column', 'count', 'record', 'value'] },
  'import.kept_out': { level: 'warning', params: ['first', 'last', 'count'] },
  'import.held': { level: 'info', params: ['first', 'last', 'rejects'] },
  'import.applied': { level: 'info', params: ['success'] },
  'import.done': { level: 'info', params: ['total', 'success', 'rejects', 'empty'] },

  'rejects.repaired': { level: 'info', params: ['actor', 'count'] },
  'rejects.restored': { level: 'info', params: ['actor', 'count'] },
  'rejects.discarded': { level: 'info', params: ['actor', 'count', 'reason'] },
  'rejects.reopened': { level: 'info', params: ['actor', 'count'] },
  'retry.batch': { level: 'info', params: ['first', 'last', 'success', 'rejects'] },
  'retry.done': { level: 'info', params: ['success', 'rejects'] },
  'retry.left': { level: 'info', params: ['count'] },

  'export.counted': { level: 'info', params: ['total'] },
  'export.continued': { level: 'info', params: ['processed', 'total'] },
  'export.chunk': { level: 'info', params: ['rows', 'size'] },
  'export.snapshot_lost': { level: 'warning', params: [] },
  'export.began_again': { level: 'warning', params: [] },
  'export.done': { level: 'info', params: ['rows', 'size', 'file'] },

  'database.interrupted': { level: 'warning', params: [] },

  'error.file_missing': { level: 'error', params: ['file'] },
  'error.file_changed': { level: 'error', params: ['file'] },
  'error.file_empty': { level: 'error', params: ['file'] },
  'error.file_not_text': { level: 'error', params: ['file'] },
  'error.line_too_long': { level: 'error', params: ['line'] },
  'error.file_damaged': { level: 'error', params: ['file'] },
  'error.archive_too_large': { level: 'error', params: ['file'] },
  'error.archive_member': { level: 'error', params: ['file'] },
  'error.sheet_missing': { level: 'error', params: ['file', 'sheet'] },
  'error.expression_invalid': { level: 'error', params: ['column'] },
  'error.key_missing': { level: 'error', params: ['table'] },
  'error.target_twice': { level: 'error', params: ['table', 'column'] },
  'error.too_many_rejects': { level: 'error', params: ['rejects', 'processed'] },
  'error.header_no_match': { level: 'error', params: ['table'] },
  'error.table_missing': { level: 'error', params: ['table'] },
  'error.table_changed': { level: 'error', params: ['table', 'column'] },
  'error.column_required': { level: 'error', params: ['table', 'column'] },
  'error.table_forbidden': { level: 'error', params: ['table'] },
  'error.temporary_forbidden': { level: 'error', params: [] },
  'error.disk_full': { level: 'error', params: [] },
  'error.database_unavailable': { level: 'error', params: [] },
  'error.unexpected': { level: 'error', params: [] },
} as const satisfies Record<string, Declared>

export type JournalCode = keyof typeof JOURNAL
export type JournalParams<Code extends JournalCode> = Record<(typeof JOURNAL)[Code]['params'][number], string | number>

/** An entry before it is written. `detail` keeps the database's or the system's own words. */
export type Entry = { [Code in JournalCode]: { code: Code; params: JournalParams<Code>; detail?: string } }[JournalCode]

/**
 * Writes one entry with the time at which it is written, so that entries are numbered in the order of their times; the
 * caller's transaction decides whether it happened. Errors and warnings also count in the job's
 * counters, in the same statement, since not every caller has a transaction.
 */
export async function writeJournal(tx: Tx, jobId: number, { code, params, detail }: Entry): Promise<void> {
  const { level } = JOURNAL[code]
  const insert = sql`
    insert into quayside.journal_entries (job_id, at, level, code, params, detail)
    values (${jobId}, clock_timestamp(), ${level}, ${code}, ${storableJson(params)}::jsonb, ${detail === undefined ? null : storable(detail)})`
  // Moves are told by the status; what counts is what happened to the work.
  if (level === 'info' || (level === 'warning' && code.startsWith('move.'))) await tx.execute(insert)
  else {
    const counter = sql.identifier(level === 'error' ? 'errors' : 'warnings')
    await tx.execute(sql`
      with entry as (${insert} returning job_id)
      update quayside.jobs set ${counter} = ${counter} + 1 from entry where id = entry.job_id`)
  }
}
