import type { Sql } from '#db/client.ts'
import { LeaseLost } from '#engine/control.ts'
import {
  type Converted,
  type ConvertOptions,
  cellsOf,
  DOUBLE,
  DUPLICATE,
  EMPTY,
  OK,
  REFUSED,
  type Refused,
  rawText,
} from '#engine/convert.ts'
import { copyIn, inTransaction } from '#engine/session.ts'
import type { RefusedRow } from '#engine/table-refusal.ts'
import { warningsOf } from '#engine/warnings.ts'
import { type Target, writeRows } from '#engine/write-rows.ts'
import { type Entry, JOURNAL } from '#jobs/journal.ts'
import type { Lease } from '#jobs/lease.ts'
import { LEASABLE } from '#jobs/status.ts'
import { storable, storableJson } from '#jobs/storable.ts'

/** A chunk as it lies in memory: its bytes from `nextByte` on, and what they became. */
export type LoadedChunk = {
  number: number
  bytes: Buffer
  converted: Converted
  /** Offset in the file, number and line of the first record in `bytes`. */
  startByte: number
  firstRecord: number
  firstLine: number
  options: ConvertOptions
}

/** What became of the records of one piece, or of several. */
export type Counts = {
  processed: number
  success: number
  empty: number
  rejects: number
  doubles: number
  duplicates: number
  warnings: number
}

export const noCounts = (): Counts => ({ processed: 0, success: 0, empty: 0, rejects: 0, doubles: 0, duplicates: 0, warnings: 0 })

/** As Postgres writes an array, so that no connection need ask for the number of its type. */
export const LEASABLE_ARRAY = `{${LEASABLE.join(',')}}`

/**
 * One transaction: the rows of the chunk's records from `from` up to `to`, their rejects, the counters, the journal entries
 * and the checkpoint. It commits only while the lease holds and the checkpoint is where this piece begins.
 * @returns the job's counts by now; undefined when the checkpoint says that the piece is not the next one, so that the chunk
 *   must be read anew
 */
export async function loadPiece(
  sql: Sql,
  lease: Lease,
  target: Target,
  chunk: LoadedChunk,
  from: number,
  to: number,
): Promise<Counts | undefined> {
  let counts: Counts | undefined
  const kept = await inTransaction(sql, 'begin', async () => {
    // First of all: a commit that comes late, of a connection that was lost, is waited for here, and then all of this is void.
    if (!(await moveCheckpoint(sql, lease.jobId, chunk, from, to))) return false
    counts = await addCounts(sql, lease, await writePiece(sql, lease.jobId, target, chunk, from, to))
    return true
  })
  return kept ? counts : undefined
}

/** Rows, rejects and journal entries, in the transaction that is open. */
export async function writePiece(sql: Sql, jobId: number, target: Target, chunk: LoadedChunk, from: number, to: number): Promise<Counts> {
  const { counts, rejects, keptOut } = await writeRecords(sql, target, chunk, from, to)
  if (rejects.length > 0) await copyIn(sql, REJECTS_COPY, Buffer.concat(rejects.map((reject) => rejectRow(jobId, reject))))
  const warnings = warningsOf(chunk.converted, from, to, chunk.firstRecord)
  for (const { params } of warnings) counts.warnings += params.count
  const [first, last] = [chunk.firstRecord + from, chunk.firstRecord + to - 1]
  const { success, rejects: refused } = counts
  const told = target.whole
    ? ({ code: 'import.held', params: { first, last, rejects: refused } } as const)
    : ({ code: 'import.chunk', params: { first, last, success, rejects: refused } } as const)
  counts.warnings += keptOut
  const missing = keptOut > 0 ? [{ code: 'import.kept_out', params: { first, last, count: keptOut } } as const] : []
  await writeEntries(sql, jobId, [told, ...missing, ...warnings])
  return counts
}

/**
 * Writes the rows of the records from `from` up to `to`, in the transaction that is open.
 * @returns what became of them, warnings not yet counted, and how many rows the table's own triggers kept out
 */
export async function writeRecords(
  sql: Sql,
  target: Target,
  chunk: LoadedChunk,
  from: number,
  to: number,
): Promise<{ counts: Counts; rejects: Refused[]; keptOut: number }> {
  await sql`set constraints all immediate`
  const { converted } = chunk
  let keptOut = 0
  await writeRows(sql, target, converted, from, to, {
    refuse: (i, why) => refuse(chunk, i, why),
    ignore: (i) => {
      converted.fates[i] = DUPLICATE
    },
    keptOut: (count) => {
      keptOut += count
    },
  })
  const counts = noCounts()
  const rejects: Refused[] = []
  counts.processed = to - from
  for (let i = from; i < to; i += 1) {
    const fate = converted.fates[i]
    if (fate === OK) counts.success += 1
    else if (fate === EMPTY) counts.empty += 1
    else if (fate === DOUBLE) counts.doubles += 1
    else if (fate === DUPLICATE) counts.duplicates += 1
    else rejects.push(converted.refused.get(i) as Refused)
  }
  counts.rejects = rejects.length
  return { counts, rejects, keptOut }
}

/**
 * Journal entries that count nothing by themselves: the job's counters are written with the piece. Each bears the time at
 * which it is written: a transaction that loads all of a file has begun long before.
 */
export async function writeEntries(sql: Sql, jobId: number, entries: Entry[]): Promise<void> {
  const rows = entries.map(({ code, params }) => ({ code, params, level: JOURNAL[code].level }))
  await sql`
    insert into quayside.journal_entries (job_id, at, level, code, params)
    select ${jobId}, clock_timestamp(), level::quayside.journal_level, code, params
    from jsonb_to_recordset(${storableJson(rows)}::text::jsonb) as e (level text, code text, params jsonb)`
}

/**
 * Adds to the job's counters, if the lease still holds; nothing is held back behind them.
 * @returns what they are by now
 * @throws LeaseLost
 */
export async function addCounts(sql: Sql, lease: Lease, counts: Counts): Promise<Counts> {
  const [row] = await sql<Record<keyof Counts, string>[]>`
    update quayside.jobs set processed = processed + ${counts.processed}, success = success + ${counts.success}, empty = empty + ${counts.empty},
      rejects = rejects + ${counts.rejects}, doubles = doubles + ${counts.doubles}, duplicates = duplicates + ${counts.duplicates},
      warnings = warnings + ${counts.warnings}, held = 0, vanished = 0
    where id = ${lease.jobId} and lease_token = ${lease.token} and status = any(${LEASABLE_ARRAY}::quayside.job_status[])
    returning processed, success, empty, rejects, doubles, duplicates, warnings`
  if (!row) throw new LeaseLost()
  return Object.fromEntries(Object.entries(row).map(([name, count]) => [name, Number(count)])) as Counts
}

/** Moves the chunk's checkpoint behind the piece; false if it is not where the piece begins. */
async function moveCheckpoint(sql: Sql, jobId: number, chunk: LoadedChunk, from: number, to: number): Promise<boolean> {
  const { starts, lines, records } = chunk.converted
  const moved = await sql`
    update quayside.chunks set next_byte = ${chunk.startByte + (starts[to] as number)}, next_record = ${chunk.firstRecord + to},
      next_line = ${chunk.firstLine + (to < records ? (lines[to] as number) : 0)}, records_left = records_left - ${to - from}
    where job_id = ${jobId} and number = ${chunk.number} and next_byte = ${chunk.startByte + (starts[from] as number)} and records_left >= ${to - from}
    returning number`
  return moved.length > 0
}

/** Keeps the record with the values that the refusal is about, as they stand in the file. */
function refuse({ bytes, converted, startByte, firstRecord, firstLine, options }: LoadedChunk, i: number, why: RefusedRow): void {
  const { starts, lines, fates, refused } = converted
  const [from, to] = [starts[i] as number, starts[i + 1] as number]
  const { columns, value, ...rest } = why
  const concerned = columns.map((target) => options.columns.find((column) => column.target === target))
  const cells = concerned.every((column) => column && column.index >= 0)
    ? cellsOf(
        bytes,
        from,
        to,
        options,
        concerned.flatMap((column) => column?.index ?? []),
      )
    : null
  fates[i] = REFUSED
  refused.set(i, {
    record: firstRecord + i,
    line: firstLine + (lines[i] as number),
    byte: startByte + from,
    kind: 'database',
    column: columns.length === 0 ? null : columns.map((target, at) => concerned[at]?.name ?? target).join(', '),
    value: columns.length === 0 ? value : cells ? cells.join(', ') || null : value,
    raw: rawText(bytes, from, to),
    ...rest,
  })
}

const REJECTS_COPY = 'copy quayside.rejects (job_id, record, line, byte, kind, "column", value, code, params, detail, raw) from stdin'

/** An index speaks of the column, and Postgres indexes no text of any length. */
export const COLUMN_LENGTH = 500

function rejectRow(jobId: number, { record, line, byte, kind, column, value, code, params, detail, raw }: Refused): Buffer {
  const cells = [jobId, record, line, byte, kind, column?.slice(0, COLUMN_LENGTH) ?? null, value, code, storableJson(params), detail, raw]
  return Buffer.from(`${cells.map(cell).join('\t')}\n`)
}

const CELL_ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const cell = (value: string | number | null) =>
  value === null ? '\\N' : storable(String(value)).replace(/[\\\t\n\r]/g, (sign) => CELL_ESCAPES[sign] as string)
