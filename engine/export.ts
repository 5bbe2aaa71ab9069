import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { sql as raw } from 'drizzle-orm'
import type { Job } from '#db/schema.ts'
import { LeaseLost } from '#engine/control.ts'
import { Pace } from '#engine/pace.ts'
import { Problem } from '#engine/problem.ts'
import { literal, quoted, quotedTable } from '#engine/quote.ts'
import { after, compare, type Order, orderOf } from '#engine/row-order.ts'
import type { Run, RunResult } from '#engine/run.ts'
import { copyOut, inTransaction, type Session, withSession } from '#engine/session.ts'
import { askSnapshot } from '#engine/snapshot.ts'
import { writerOf } from '#engine/writer.ts'
import { storedPath } from '#jobs/files.ts'
import { JOURNAL, writeJournal } from '#jobs/journal.ts'
import { type ExportSettings, exportDraft } from '#jobs/settings.ts'
import { describeTable, type TargetTable } from '#jobs/target-tables.ts'

type Checkpoint = { bytes: number; part: string | null; lastKey: string[] | null; snapshot: string | null }

type Work = {
  run: Run
  table: TargetTable
  settings: ExportSettings
  order: Order
  /** The finished file, and the part that this lease writes beside it. */
  path: string
  part: string
  file: FileHandle
  hash: Hash
  checkpoint: Checkpoint
  pace: Pace
}

/** Writes the job's table to a file: in key order, in one snapshot, chunk by chunk, each vouched for by a checkpoint. */
export async function runExport(run: Run, job: Job): Promise<RunResult> {
  const { connection, control } = run
  const { table, settings } = await prepare(run, job)
  const path = storedPath(outputId(job))
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const part = `${path}.${run.lease.token}.part`
  const file = await open(part, 'a+')
  const work: Work = {
    run,
    table,
    settings,
    order: orderOf(table),
    path,
    part,
    file,
    hash: createHash('sha256'),
    checkpoint: NOTHING,
    pace: new Pace(),
  }
  try {
    let finished = false
    await withSession(
      connection,
      control,
      async (session) => {
        await comeBack(work)
        finished = await readRows(work, session)
      },
      async () => writeJournal(connection.db, run.lease.jobId, { code: 'database.interrupted', params: {} }),
    )
    if (!finished) return 'stopped'
    await publish(work, outputId(job))
    return 'done'
  } finally {
    await file.close()
    // What no checkpoint speaks of is of no use to anybody.
    if (work.checkpoint.part !== basename(part)) await rm(part, { force: true })
  }
}

const NOTHING: Checkpoint = { bytes: 0, part: null, lastKey: null, snapshot: null }

/** The output's id is the job's own for good: a killed worker's successor finds the same file. */
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
    ...(draft.format && { format: draft.format }),
    separator: draft.separator ?? ',',
    bom: draft.bom ?? false,
    fileName: draft.fileName ?? `${table.name}.${draft.format ?? 'csv'}`,
  }
  const gone = settings.columns.find((name) => !table.columns.some((column) => column.name === name))
  if (gone !== undefined) throw new Problem({ code: 'error.table_changed', params: { table: label, column: gone } })
  if (draft.columns === undefined)
    await db.execute(raw`update quayside.jobs set settings = ${JSON.stringify(settings)}::jsonb where id = ${lease.jobId}`)
  return { table, settings }
}

async function readCheckpoint({ connection, lease }: Run): Promise<Checkpoint> {
  const [row] = await connection.sql<(Omit<Checkpoint, 'bytes'> & { bytes: string })[]>`
    select bytes, part, last_key as "lastKey", snapshot from quayside.export_checkpoints where job_id = ${lease.jobId}`
  return row ? { ...row, bytes: Number(row.bytes) } : NOTHING
}

/**
 * Brings this lease's part to what the checkpoint vouches for: its own is cut, another's is copied. A worker that was killed
 * between the renaming and the end of the job left the whole under its final name.
 */
async function comeBack(work: Work): Promise<void> {
  const { run, file, path, part } = work
  work.checkpoint = await readCheckpoint(run)
  work.hash = createHash('sha256')
  const { bytes } = work.checkpoint
  if (work.checkpoint.part === basename(part)) {
    await file.truncate(bytes)
    if (bytes > 0) for await (const data of createReadStream(part, { end: bytes - 1 })) work.hash.update(data as Buffer)
    return
  }
  await file.truncate(0)
  if (work.checkpoint.part === null) return
  const old = join(dirname(path), work.checkpoint.part)
  const source = (await sizeOf(old)) >= bytes ? old : (await sizeOf(path)) === bytes ? path : undefined
  if (source === undefined) return beginAgain(work)
  // A file of no rows may have no bytes.
  if (bytes > 0) for await (const data of createReadStream(source, { end: bytes - 1 })) await append(work, data as Buffer)
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => -1,
  )

async function beginAgain(work: Work): Promise<void> {
  const { run, file } = work
  await file.truncate(0)
  work.hash = createHash('sha256')
  work.checkpoint = NOTHING
  await run.connection.db.transaction(async (tx) => {
    const held = await tx.execute(
      raw`update quayside.jobs set processed = 0, success = 0, total = null where id = ${run.lease.jobId} and lease_token = ${run.lease.token} returning id`,
    )
    if (held.length === 0) throw new LeaseLost()
    await tx.execute(raw`delete from quayside.export_checkpoints where job_id = ${run.lease.jobId}`)
    await writeJournal(tx, run.lease.jobId, { code: 'export.began_again', params: {} })
  })
}

/** Reads on from the checkpoint, chunk by chunk, until nothing is left (true) or the run is asked to stop (false). */
async function readRows(work: Work, session: Session): Promise<boolean> {
  const { run, order, pace } = work
  const { sql } = session
  const snapshot = await askSnapshot(run)
  if (work.checkpoint.part !== null && (snapshot === null || snapshot !== work.checkpoint.snapshot)) {
    // Places mean nothing outside their snapshot; keys do.
    if (order.byPlace) await beginAgain(work)
    else await writeJournal(run.connection.db, run.lease.jobId, { code: 'export.snapshot_lost', params: {} })
  }
  return inTransaction(sql, 'begin isolation level repeatable read read only', async () => {
    if (snapshot) await sql.unsafe(`set transaction snapshot ${literal(snapshot)}`)
    let left = await countRows(work, session)
    while (!run.control.stopping) {
      const began = performance.now()
      const rows = Math.min(pace.records, left)
      const upTo = rows < left ? await keyAt(work, session, rows) : null
      await writeChunk(work, session, upTo, rows, snapshot)
      left -= rows
      if (left === 0) return true
      pace.took(rows, performance.now() - began)
    }
    return false
  })
}

/** Counts what is left to write in this snapshot: then progress is true. */
async function countRows({ run, table, order, checkpoint }: Work, { sql }: Session): Promise<number> {
  const [row] = await sql.unsafe<{ count: string }[]>(`select count(*) from ${quotedTable(table)} ${after(order, checkpoint.lastKey)}`)
  const left = Number(row?.count ?? 0)
  await run.connection.db.transaction(async (tx) => {
    const [job] = await tx.execute<{ processed: string; total: string }>(raw`
      update quayside.jobs set total = processed + ${left}
      where id = ${run.lease.jobId} and lease_token = ${run.lease.token} returning processed, total`)
    if (!job) throw new LeaseLost()
    const [processed, total] = [Number(job.processed), Number(job.total)]
    await writeJournal(
      tx,
      run.lease.jobId,
      processed > 0 ? { code: 'export.continued', params: { processed, total } } : { code: 'export.counted', params: { total } },
    )
  })
  return left
}

/** The key of the `rows`th row from the checkpoint on. */
async function keyAt({ table, order, checkpoint }: Work, { sql }: Session, rows: number): Promise<string[]> {
  const keys = order.expressions.map((expression) => `(${expression})::text`).join(', ')
  const [row] = await sql.unsafe<{ key: string[] }[]>(
    `select json_build_array(${keys}) as key from (select ${order.expressions.join(', ')} from ${quotedTable(table)} ${after(order, checkpoint.lastKey)}
      order by ${order.expressions.join(', ')} offset ${rows - 1} limit 1) chunk`,
  )
  if (!row) throw new Error(`a snapshot lost rows of ${quotedTable(table)}`)
  return row.key
}

/** Appends one chunk to the part, then vouches for it in the checkpoint. */
async function writeChunk(work: Work, { sql }: Session, upTo: string[] | null, rows: number, snapshot: string | null): Promise<void> {
  const { file, checkpoint, order, table, settings } = work
  const first = checkpoint.bytes === 0
  const writer = writerOf(settings)
  const conditions = [checkpoint.lastKey && compare(order, '>', checkpoint.lastKey), upTo && compare(order, '<=', upTo)].filter(Boolean)
  const query = `select ${settings.columns.map(quoted).join(', ')} from ${quotedTable(table)}
    ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''} order by ${order.expressions.join(', ')}`
  let bytes = checkpoint.bytes
  if (first) bytes += await append(work, Buffer.from(writer.opening(settings)))
  for await (const data of copyOut(sql, writer.copy(query, { first, table, settings }))) bytes += await append(work, data)
  await file.sync()
  await keepCheckpoint(work, rows, { bytes, part: basename(work.part), lastKey: upTo ?? checkpoint.lastKey, snapshot })
}

async function append({ file, hash }: Work, data: Buffer): Promise<number> {
  await file.appendFile(data)
  hash.update(data)
  return data.length
}

async function keepCheckpoint(work: Work, rows: number, next: Checkpoint): Promise<void> {
  const { run, path, checkpoint } = work
  const { connection, lease } = run
  const [held] = await connection.sql`
    with held as (
      update quayside.jobs set processed = processed + ${rows}, success = success + ${rows}, vanished = 0
      where id = ${lease.jobId} and lease_token = ${lease.token} returning id
    ), entry as (
      insert into quayside.journal_entries (job_id, level, code, params)
      select id, ${JOURNAL['export.chunk'].level}, 'export.chunk', ${JSON.stringify({ rows, size: next.bytes })}::jsonb from held
    ), mark as (
      insert into quayside.export_checkpoints (job_id, bytes, part, last_key, snapshot)
      select id, ${next.bytes}, ${next.part}, ${next.lastKey === null ? null : JSON.stringify(next.lastKey)}::jsonb, ${next.snapshot} from held
      on conflict (job_id) do update set bytes = excluded.bytes, part = excluded.part, last_key = excluded.last_key, snapshot = excluded.snapshot
    )
    select id from held`
  if (!held) throw new LeaseLost()
  work.checkpoint = next
  if (checkpoint.part !== null && checkpoint.part !== next.part) await rm(join(dirname(path), checkpoint.part), { force: true })
}

/** Renames the finished file into place and registers it: nobody ever downloads half a file. */
async function publish({ run, path, part, hash, settings, checkpoint }: Work, id: string): Promise<void> {
  await run.connection.db.transaction(async (tx) => {
    const [job] = await tx.execute<{ processed: string }>(
      raw`select processed from quayside.jobs where id = ${run.lease.jobId} and lease_token = ${run.lease.token} for update`,
    )
    if (!job) throw new LeaseLost()
    // Under the job's row lock: a worker that lost its lease never gets here.
    await rename(part, path)
    await tx.execute(raw`
      insert into quayside.files (id, job_id, role, name, size, sha256)
      values (${id}, ${run.lease.jobId}, 'output', ${settings.fileName}, ${checkpoint.bytes}, ${hash.digest('hex')})
      on conflict (id) do update set size = excluded.size, sha256 = excluded.sha256`)
    await tx.execute(raw`update quayside.jobs set file_name = ${settings.fileName} where id = ${run.lease.jobId}`)
    await writeJournal(tx, run.lease.jobId, {
      code: 'export.done',
      params: { rows: Number(job.processed), size: checkpoint.bytes, file: settings.fileName },
    })
  })
}
