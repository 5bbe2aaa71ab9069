import type { Sql } from '#db/client.ts'
import { LeaseLost } from '#engine/control.ts'
import { type Converted, EMPTY, OK, REFUSED, type Refused, rawText } from '#engine/convert.ts'
import { isRefusal } from '#engine/problem.ts'
import { BINARY } from '#engine/row-format.ts'
import { copyIn, inTransaction } from '#engine/session.ts'
import { refusedByTable, refusedLine } from '#engine/table-refusal.ts'
import { JOURNAL } from '#jobs/journal.ts'
import type { Lease } from '#jobs/lease.ts'
import { LEASABLE } from '#jobs/status.ts'

/** A chunk as it lies in memory: its bytes from `nextByte` on, and what they became. */
export type LoadedChunk = {
  number: number
  bytes: Buffer
  converted: Converted
  /** Offset in the file, number and line of the first record in `bytes`. */
  startByte: number
  firstRecord: number
  firstLine: number
}

export type Target = {
  /** `copy "schema"."table" ("column", …) from stdin` */
  copy: string
  /** File column names by table column, for the messages that name a table's column. */
  nameOf: Map<string, string>
  /** What stands in the file under that name, in the record of these bytes. */
  fieldIn: (record: Buffer, name: string) => string | null
  /** Whether the rows that were just sent in binary meant what they were written to mean; throws TypeChanged if not. */
  checkTypes: (sql: Sql) => Promise<void>
}

/** As Postgres writes an array, so that no connection need ask for the number of its type. */
const LEASABLE_ARRAY = `{${LEASABLE.join(',')}}`

/** More rows than this are not sent again as a whole when the table refuses one of them. */
const SEARCH_ROWS = 512

/**
 * One transaction: the rows of the chunk's records from `from` up to `to`, their rejects, the counters, the journal entry
 * and the checkpoint. It commits only while the lease holds and the checkpoint is where this piece begins.
 * @returns false when the checkpoint says that the piece is not the next one, so that the chunk must be read anew
 */
export async function loadPiece(sql: Sql, lease: Lease, target: Target, chunk: LoadedChunk, from: number, to: number): Promise<boolean> {
  const { converted } = chunk
  const { fates, starts, lines, refused } = converted
  return inTransaction(sql, 'begin', async () => {
    await sql`set constraints all immediate`
    const rows: number[] = []
    for (let i = from; i < to; i += 1) if (fates[i] === OK) rows.push(i)
    await insertRows(sql, target, chunk, rows, 0, rows.length)
    if (converted.format === BINARY && rows.length > 0) await target.checkTypes(sql)

    const rejects: Refused[] = []
    let [success, empty] = [0, 0]
    for (let i = from; i < to; i += 1) {
      if (fates[i] === OK) success += 1
      else if (fates[i] === EMPTY) empty += 1
      else rejects.push(refused.get(i) as Refused)
    }
    if (rejects.length > 0) await copyIn(sql, REJECTS_COPY, Buffer.concat(rejects.map((reject) => rejectRow(lease.jobId, reject))))
    const params = { first: chunk.firstRecord + from, last: chunk.firstRecord + to - 1, success, rejects: rejects.length }
    const [written] = await sql<{ held: boolean; moved: boolean }[]>`
      with held as (
        update quayside.jobs set processed = processed + ${to - from}, success = success + ${success}, empty = empty + ${empty},
          rejects = rejects + ${rejects.length}, vanished = 0
        where id = ${lease.jobId} and lease_token = ${lease.token} and status = any(${LEASABLE_ARRAY}::quayside.job_status[])
        returning id
      ), moved as (
        update quayside.chunks set next_byte = ${chunk.startByte + (starts[to] as number)}, next_record = ${chunk.firstRecord + to},
          next_line = ${chunk.firstLine + (to < converted.records ? (lines[to] as number) : 0)}, records_left = records_left - ${to - from}
        where job_id = ${lease.jobId} and number = ${chunk.number} and next_byte = ${chunk.startByte + (starts[from] as number)} and records_left >= ${to - from}
        returning number
      ), entry as (
        insert into quayside.journal_entries (job_id, level, code, params)
        select id, ${JOURNAL['import.chunk'].level}, 'import.chunk', ${JSON.stringify(params)}::jsonb from held
      )
      select exists (select from held) as held, exists (select from moved) as moved`
    if (!written?.held) throw new LeaseLost()
    return written.moved
  })
}

/** Sends the rows `a` to `b`; finds those that the table refuses, and marks them, without giving up the others. */
async function insertRows(sql: Sql, target: Target, chunk: LoadedChunk, rows: number[], a: number, b: number): Promise<void> {
  if (a >= b) return
  await sql`savepoint rows`
  try {
    await copyIn(sql, target.copy, rowBytes(chunk.converted, rows, a, b), chunk.converted.format)
    await sql`release savepoint rows`
    return
  } catch (error) {
    if (!isRefusal(error)) throw error
    await sql`rollback to savepoint rows`
    await sql`release savepoint rows`
    if (b - a === 1) return refuse(chunk, rows[a] as number, error, target)
    if (b - a > SEARCH_ROWS) {
      for (let start = a; start < b; start += SEARCH_ROWS)
        await insertRows(sql, target, chunk, rows, start, Math.min(start + SEARCH_ROWS, b))
      return
    }
    // COPY says at which row it stopped, save for what is checked only at its end, such as foreign keys.
    const guilty = a + refusedLine(error) - 1
    if (guilty >= a && guilty < b) {
      await insertRows(sql, target, chunk, rows, a, guilty)
      refuse(chunk, rows[guilty] as number, error, target)
      await insertRows(sql, target, chunk, rows, guilty + 1, b)
      return
    }
  }
  const middle = (a + b) >> 1
  await insertRows(sql, target, chunk, rows, a, middle)
  await insertRows(sql, target, chunk, rows, middle, b)
}

/** The rows lie one behind the other: records that became none have no bytes. */
function rowBytes({ output, rowEnds }: Converted, rows: number[], a: number, b: number): Buffer {
  const first = rows[a] as number
  return output.bytes.subarray(first === 0 ? 0 : rowEnds[first - 1], rowEnds[rows[b - 1] as number])
}

function refuse(
  { bytes, converted, startByte, firstRecord, firstLine }: LoadedChunk,
  i: number,
  error: Parameters<typeof refusedByTable>[0],
  { nameOf, fieldIn }: Target,
): void {
  const { starts, lines, fates, refused } = converted
  fates[i] = REFUSED
  const refusal = refusedByTable(error, nameOf)
  // Of binary rows COPY names the column alone.
  if (converted.format === BINARY && refusal.code === 'refused_by_table' && refusal.column !== null)
    refusal.value ??= fieldIn(bytes.subarray(starts[i], starts[i + 1]), refusal.column)
  refused.set(i, {
    record: firstRecord + i,
    line: firstLine + (lines[i] as number),
    byte: startByte + (starts[i] as number),
    raw: rawText(bytes, starts[i] as number, starts[i + 1] as number),
    ...refusal,
  })
}

const REJECTS_COPY = 'copy quayside.rejects (job_id, record, line, byte, kind, "column", value, code, params, detail, raw) from stdin'

function rejectRow(jobId: number, { record, line, byte, kind, column, value, code, params, detail, raw }: Refused): Buffer {
  const cells = [jobId, record, line, byte, kind, column, value, code, JSON.stringify(params), detail, raw]
  return Buffer.from(`${cells.map(cell).join('\t')}\n`)
}

const CELL_ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const cell = (value: string | number | null) =>
  value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (sign) => CELL_ESCAPES[sign] as string)
