import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql as raw } from 'drizzle-orm'
import type { Job } from '#db/schema.ts'
import { LeaseLost } from '#engine/control.ts'
import { Pace } from '#engine/pace.ts'
import { Problem } from '#engine/problem.ts'
import { quoted, quotedTable } from '#engine/quote.ts'
import type { Run, RunResult } from '#engine/run.ts'
import { type Session, withSession } from '#engine/session.ts'
import { askSnapshot } from '#engine/snapshot.ts'
import { storedPath } from '#jobs/files.ts'
import { JOURNAL, writeJournal } from '#jobs/journal.ts'
import { type ExportSettings, exportDraft } from '#jobs/settings.ts'
import { describeTable, type TargetTable } from '#jobs/target-tables.ts'

type Checkpoint = { bytes: number; lastKey: string[] | null; snapshot: string | null }

/** How the rows are put in order and cut: by the table's key, or, where it has none, by where they lie. */
type Order = { expressions: string[]; types: string[]; byPlace: boolean }

type Work = { run: Run; job: Job; table: TargetTable; settings: ExportSettings; order: Order; part: FileHandle; hash: Hash; checkpoint: Checkpoint; pace: Pace }

/** Bytes of the part file that a checkpoint does not vouch for are cut off, and written again. */
export async function runExport(run: Run, job: Job): Promise<RunResult> {
  const { connection, control } = run
  const { table, settings } = await prepare(run, job)
  const path = storedPath(outputId(job))
  await mkdir(dirname(path), { recursive: true })
  const partPath = `${path}.part`
  const part = await open(partPath, 'a+')
  try {
    const work: Work = { run, job, table, settings, order: orderOf(table), part, hash: createHash('sha256'), checkpoint: await readCheckpoint(run), pace: new Pace() }
    const started = await comeBack(work, partPath)
    let finished = false
    let resumed = started
    await withSession(
      connection.sql,
      control,
      async (session) => {
        finished = await readRows(work, session, resumed)
        resumed = true
      },
      async () => {
        work.checkpoint = await readCheckpoint(run)
        work.hash = createHash('sha256')
        await comeBack(work, partPath)
        await writeJournal(connection.db, run.lease.jobId, { code: 'database.interrupted', params: {} })
      },
    )
    if (!finished) return 'stopped'
    await part.sync()
    await publish(work, partPath, path)
    return 'done'
  } finally {
    await part.close()
  }
}

/** The output's id is the job's own for good: a killed worker's successor finds the same part file. */
function outputId(job: Job): string {
  const hex = createHash('sha256').update(`output of job ${job.id}, ${job.createdAt.toISOString()}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

async function prepare({ connection: { db }, lease }: Run, job: Job): Promise<{ table: TargetTable; settings: ExportSettings }> {
  const label = `${job.tableSchema}.${job.tableName}`
  const table = await describeTable(db, { schema: job.tableSchema ?? '', name: job.tableName ?? '' })
  if (!table) throw new Problem({ code: 'error.table_missing', params: { table: label } })
  const draft = exportDraft.parse(job.settings)
  const settings: ExportSettings = {
    columns: draft.columns ?? table.columns.map(({ name }) => name),
    separator: draft.separator ?? ',',
    bom: draft.bom ?? false,
    fileName: draft.fileName ?? `${table.name}.csv`,
  }
  const gone = settings.columns.find((name) => !table.columns.some((column) => column.name === name))
  if (gone !== undefined) throw new Problem({ code: 'error.table_changed', params: { table: label, column: gone } })
  if (draft.columns === undefined) await db.execute(raw`update quayside.jobs set settings = ${JSON.stringify(settings)}::jsonb where id = ${lease.jobId}`)
  return { table, settings }
}

function orderOf({ columns, ordinary }: TargetTable): Order {
  const key = columns.filter((column) => column.key !== null).sort((a, b) => (a.key as number) - (b.key as number))
  if (key.length > 0) return { expressions: key.map(({ name }) => quoted(name)), types: key.map(({ type }) => type), byPlace: false }
  return ordinary ? { expressions: ['ctid'], types: ['tid'], byPlace: true } : { expressions: ['tableoid', 'ctid'], types: ['oid', 'tid'], byPlace: true }
}

async function readCheckpoint({ connection, lease }: Run): Promise<Checkpoint> {
  const [row] = await connection.sql<{ bytes: string; lastKey: string[] | null; snapshot: string | null }[]>`
    select bytes, last_key as "lastKey", snapshot from quayside.export_checkpoints where job_id = ${lease.jobId}`
  return row ? { ...row, bytes: Number(row.bytes) } : { bytes: 0, lastKey: null, snapshot: null }
}

/** Brings the part file to the checkpoint; if it lacks bytes that were vouched for, the export begins again. */
async function comeBack(work: Work, partPath: string): Promise<boolean> {
  const { part, checkpoint, hash } = work
  const { size } = await part.stat()
  if (size < checkpoint.bytes) await beginAgain(work)
  else {
    await part.truncate(checkpoint.bytes)
    if (checkpoint.bytes > 0) await pipeline(createReadStream(partPath, { end: checkpoint.bytes - 1 }), hash, { end: false })
  }
  return work.checkpoint.bytes > 0
}

async function beginAgain(work: Work): Promise<void> {
  const { run, part } = work
  await part.truncate(0)
  work.hash = createHash('sha256')
  work.checkpoint = { bytes: 0, lastKey: null, snapshot: null }
  await run.connection.db.transaction(async (tx) => {
    await tx.execute(raw`delete from quayside.export_checkpoints where job_id = ${run.lease.jobId}`)
    const held = await tx.execute(
      raw`update quayside.jobs set processed = 0, success = 0, total = null where id = ${run.lease.jobId} and lease_token = ${run.lease.token} returning id`,
    )
    if (held.length === 0) throw new LeaseLost()
    await writeJournal(tx, run.lease.jobId, { code: 'export.began_again', params: {} })
  })
}

/** Reads on from the checkpoint, chunk by chunk, until nothing is left (true) or the run is asked to stop (false). */
async function readRows(work: Work, session: Session, resumed: boolean): Promise<boolean> {
  const { run, order, pace } = work
  const { sql } = session
  const snapshot = await askSnapshot(run)
  if (resumed && work.checkpoint.snapshot !== null && snapshot !== work.checkpoint.snapshot) {
    // Places mean nothing outside their snapshot; keys do.
    if (order.byPlace) await beginAgain(work)
    else await writeJournal(run.connection.db, run.lease.jobId, { code: 'export.snapshot_lost', params: {} })
  }
  await sql`begin isolation level repeatable read read only`
  try {
    if (snapshot) await sql.unsafe(`set transaction snapshot '${snapshot.replaceAll("'", '')}'`)
    await countRows(work, session)
    for (;;) {
      if (run.control.stopping) return false
      const began = performance.now()
      const upTo = await boundary(work, session, pace.records)
      const rows = await writeChunk(work, session, upTo, snapshot)
      pace.took(Math.max(rows, 1), performance.now() - began)
      if (upTo === null) return true
    }
  } finally {
    await sql`rollback`.catch(() => {})
  }
}

/** Counts what is to be written, once a snapshot: then progress is true. */
async function countRows({ run, table, order, checkpoint }: Work, { sql }: Session): Promise<void> {
  const [left] = await sql.unsafe<{ count: string }[]>(`select count(*) from ${quotedTable(table)} ${after(order, checkpoint.lastKey)}`)
  await run.connection.db.transaction(async (tx) => {
    const [job] = await tx.execute<{ processed: string; total: string }>(raw`
      update quayside.jobs set total = processed + ${Number(left?.count ?? 0)}
      where id = ${run.lease.jobId} and lease_token = ${run.lease.token} returning processed, total`)
    if (!job) throw new LeaseLost()
    const [processed, total] = [Number(job.processed), Number(job.total)]
    await writeJournal(tx, run.lease.jobId, processed > 0 ? { code: 'export.continued', params: { processed, total } } : { code: 'export.counted', params: { total } })
  })
}

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`

/** A row comparison with a key that this very connection wrote as text; standard_conforming_strings keeps backslashes plain. */
function compare({ expressions, types }: Order, sign: '>' | '<=', key: string[]): string {
  return `(${expressions.join(', ')}) ${sign} (${key.map((value, i) => `${literal(value)}::${types[i]}`).join(', ')})`
}

const after = (order: Order, key: string[] | null) => (key === null ? '' : `where ${compare(order, '>', key)}`)

/** The key of the last row of the next chunk, or null when what is left fits into it. */
async function boundary({ table, order, checkpoint }: Work, { sql }: Session, rows: number): Promise<string[] | null> {
  const keys = order.expressions.map((expression) => `(${expression})::text`).join(', ')
  const [row] = await sql.unsafe<{ key: string[] }[]>(
    `select array[${keys}] as key from (select ${order.expressions.join(', ')} from ${quotedTable(table)} ${after(order, checkpoint.lastKey)}
      order by ${order.expressions.join(', ')} offset ${rows - 1} limit 1) chunk`,
  )
  return row?.key ?? null
}

/** Appends one chunk to the part file, then vouches for it in the checkpoint. Returns its rows. */
async function writeChunk(work: Work, { sql }: Session, upTo: string[] | null, snapshot: string | null): Promise<number> {
  const { run, part, hash, checkpoint, order, table, settings } = work
  const header = checkpoint.bytes === 0
  const conditions = [checkpoint.lastKey && compare(order, '>', checkpoint.lastKey), upTo && compare(order, '<=', upTo)].filter(Boolean)
  const query = `select ${settings.columns.map(quoted).join(', ')} from ${quotedTable(table)}
    ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''} order by ${order.expressions.join(', ')}`
  const options = `format csv, header ${header}, delimiter ${literal(settings.separator)}, null ${literal(nullMark(table, settings))}`
  const copy = sql.unsafe(`copy (${query}) to stdout with (${options})`)
  const stream = await copy.readable()
  let bytes = 0
  if (header && settings.bom) bytes += await append(part, hash, Buffer.from('\uFEFF'))
  for await (const data of stream) bytes += await append(part, hash, data as Buffer)
  const rows = (await copy).count ?? 0
  await part.sync()
  await keepCheckpoint(work, rows, checkpoint.bytes + bytes, upTo ?? checkpoint.lastKey, snapshot, run)
  return rows
}

/**
 * A null is nothing between the separators, and the empty string `""`. Where every column of a row may be null that row would
 * be an empty line, which an import skips; there nulls are written `\N`, which an import understands as well.
 */
function nullMark(table: TargetTable, settings: ExportSettings): string {
  return table.columns.every(({ name, nullable }) => nullable || !settings.columns.includes(name)) ? '\\N' : ''
}

async function append(part: FileHandle, hash: Hash, data: Buffer): Promise<number> {
  await part.appendFile(data)
  hash.update(data)
  return data.length
}

async function keepCheckpoint(work: Work, rows: number, bytes: number, lastKey: string[] | null, snapshot: string | null, { connection, lease }: Run): Promise<void> {
  const [held] = await connection.sql`
    with held as (
      update quayside.jobs set processed = processed + ${rows}, success = success + ${rows}, vanished = 0
      where id = ${lease.jobId} and lease_token = ${lease.token} returning id
    ), entry as (
      insert into quayside.journal_entries (job_id, level, code, params)
      select id, ${JOURNAL['export.chunk'].level}, 'export.chunk', ${connection.sql.json({ rows, size: bytes })} from held
    ), mark as (
      insert into quayside.export_checkpoints (job_id, bytes, last_key, snapshot)
      select id, ${bytes}, ${lastKey === null ? null : connection.sql.json(lastKey)}::jsonb, ${snapshot} from held
      on conflict (job_id) do update set bytes = excluded.bytes, last_key = excluded.last_key, snapshot = excluded.snapshot
    )
    select id from held`
  if (!held) throw new LeaseLost()
  work.checkpoint = { bytes, lastKey, snapshot }
}

/** Renames the finished file into place and registers it: nobody ever downloads half a file. */
async function publish({ run, job, hash, settings, checkpoint }: Work, partPath: string, path: string): Promise<void> {
  await rename(partPath, path)
  await run.connection.db.transaction(async (tx) => {
    const held = await tx.execute(raw`select 1 from quayside.jobs where id = ${run.lease.jobId} and lease_token = ${run.lease.token} for update`)
    if (held.length === 0) throw new LeaseLost()
    await tx.execute(raw`
      insert into quayside.files (id, job_id, role, name, size, sha256)
      values (${outputId(job)}, ${run.lease.jobId}, 'output', ${settings.fileName}, ${checkpoint.bytes}, ${hash.digest('hex')})
      on conflict (id) do nothing`)
    const [counted] = await tx.execute<{ processed: string }>(raw`select processed from quayside.jobs where id = ${run.lease.jobId}`)
    await writeJournal(tx, run.lease.jobId, { code: 'export.done', params: { rows: Number(counted?.processed ?? 0), size: checkpoint.bytes, file: settings.fileName } })
  })
}
