import { type FileHandle, open } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { Sql } from '#db/client.ts'
import { isCancelled } from '#db/error-code.ts'
import type { Job } from '#db/schema.ts'
import { type Column, rowFormatOf } from '#engine/columns.ts'
import { LeaseLost } from '#engine/control.ts'
import { type Converted, type ConvertOptions, convertChunk, newConverted } from '#engine/convert.ts'
import { findDoubles } from '#engine/find-doubles.ts'
import { addCounts, type Counts, type LoadedChunk, loadPiece, noCounts, writeEntries, writePiece } from '#engine/load-piece.ts'
import { Pace } from '#engine/pace.ts'
import { type Layout, type Planned, type PlannedChunk, planChunks } from '#engine/plan-chunks.ts'
import { type PreparedImport, prepareImport } from '#engine/prepare-import.ts'
import { isPassing, Problem } from '#engine/problem.ts'
import { cutterOf } from '#engine/readers.ts'
import { retry } from '#engine/retry.ts'
import { type RowFormat, TEXT } from '#engine/row-format.ts'
import type { Run, RunResult } from '#engine/run.ts'
import { inTransaction, type Session, withSession } from '#engine/session.ts'
import { stage, unstage } from '#engine/stage.ts'
import { stopsAt, tooMany } from '#engine/too-many-rejects.ts'
import type { Target } from '#engine/write-rows.ts'
import { doublesPath } from '#jobs/files.ts'
import { writeJournal } from '#jobs/journal.ts'
import type { ImportSettings } from '#jobs/settings.ts'

/** Chunks under way at the same time: one converts while the others wait for the server. */
const LANES = 3

/** Imports what is left of the job's file: detect, stage, count, then convert and load chunk by chunk, each exactly once. */
export async function runImport(run: Run, job: Job): Promise<RunResult> {
  const { connection, control, lease } = run
  const prepared = await prepareImport(run, job)
  const { settings, target, fileName } = prepared
  const cutter = cutterOf(
    settings.format,
    settings.columns.map(({ name }) => name),
  )
  const options: ConvertOptions = {
    columns: target.columns,
    width: settings.columns.length,
    cutter,
    format: await chooseFormat(connection.sql, target.columns),
    doubles: null,
  }
  if (job.retrying > 0 && !(await retry(run, job, prepared, options))) return 'stopped'
  // Of a file that was loaded before nothing is read again.
  if (job.total !== null && (await isLoaded(run))) return finish(run, settings)
  const breathe = async () => {
    if (control.stopping) throw new StoppedBeforeLoading()
    await new Promise(setImmediate)
  }
  const staged = await stage(settings, fileName, lease.token, breathe).catch(returnIfStopped)
  if (staged === undefined) return 'stopped'
  const layout = { ...settings.format, start: staged.start, line: staged.line }
  const text = await open(staged.path, 'r').catch((error) => {
    throw new Problem({ code: 'error.file_missing', params: { file: fileName } }, error)
  })
  try {
    if (job.total !== null)
      await writeJournal(connection.db, lease.jobId, {
        code: 'import.continued',
        params: { processed: job.processed, total: job.total },
      })
    const work: Work = {
      run,
      text,
      fileName,
      options,
      target,
      stopAt: await stopsAt(run, settings),
      pace: new Pace(),
      taken: new Set(),
      interrupted: false,
      plan: job.total === null ? newPlan() : null,
    }
    const planning = work.plan && plan(work, work.plan, planChunks(staged.path, cutter, layout, breathe))
    if (target.keys.length > 0) {
      await planning
      const sought = await seekDoubles(work, prepared, staged.path, layout, breathe).catch(returnIfStopped)
      if (sought === undefined) return 'stopped'
    }
    const loading = target.whole ? loadWhole(work) : runLanes(work, target.inOrder ? 1 : LANES, loadChunks)
    // Both come to rest before anything is told of the failure of one.
    for (const result of await Promise.allSettled([planning, loading])) if (result.status === 'rejected') throw result.reason
    if (control.stopping && !(await isLoaded(run))) return 'stopped'
    return await finish(run, settings)
  } finally {
    await text.close()
  }
}

async function finish(run: Run, { fileId }: ImportSettings): Promise<RunResult> {
  await account(run)
  await unstage(fileId)
  return 'done'
}

/** By text too where a connection counts in another zone than we asked it for: what has no offset is Postgres's to read then. */
async function chooseFormat(pool: Sql, columns: Column[]): Promise<RowFormat> {
  const format = rowFormatOf(columns)
  if (format === TEXT || !columns.some(({ type }) => type.endsWith('with time zone'))) return format
  const [session] = await pool<{ zone: string }[]>`select current_setting('TimeZone') as zone`
  return session?.zone === 'UTC' ? format : TEXT
}

/** Thrown out of what reads the whole file before the first row is loaded. */
class StoppedBeforeLoading extends Error {}

function returnIfStopped(error: unknown): undefined {
  if (!(error instanceof StoppedBeforeLoading)) throw error
}

type Work = {
  run: Run
  text: FileHandle
  fileName: string
  options: ConvertOptions
  target: Target
  stopAt: Awaited<ReturnType<typeof stopsAt>>
  pace: Pace
  /** Numbers of the chunks that a lane has in hand. */
  taken: Set<number>
  interrupted: boolean
  /** Null once all chunks are in the database. */
  plan: { more: PromiseWithResolvers<void>; chunks: number; done: boolean } | null
}

const newPlan = () => ({ more: Promise.withResolvers<void>(), chunks: 0, done: false })

/** Chunks that are written down together: few enough that the lanes soon have work, many enough to be cheap. */
const CHUNKS_AT_ONCE = 8

/** Writes the chunks down while the lanes load the first of them; in the end the total is known. */
async function plan(work: Work, state: NonNullable<Work['plan']>, planned: AsyncGenerator<PlannedChunk, Planned>): Promise<void> {
  const { run } = work
  try {
    let chunks: PlannedChunk[] = []
    for (;;) {
      const next = await planned.next()
      if (!next.done) chunks.push(next.value)
      // The first one at once.
      if (next.done || chunks.length === CHUNKS_AT_ONCE || next.value.number === 1) {
        await keepChunks(run, chunks, next.done ? next.value : null)
        state.chunks += chunks.length
        chunks = []
        state.more.resolve()
        state.more = Promise.withResolvers()
      }
      if (next.done) return
    }
  } catch (error) {
    // The lanes have nothing to wait for any more, and must not take what is there for the whole.
    run.control.stop('shutdown', { graceMs: 0 })
    returnIfStopped(error)
  } finally {
    work.plan = null
    state.done = true
    state.more.resolve()
  }
}

/** Only if the lease still holds. Chunks that an earlier lease wrote down are the same ones. */
async function keepChunks({ connection, lease }: Run, chunks: PlannedChunk[], planned: Planned | null): Promise<void> {
  await connection.db.transaction(async (tx) => {
    const held = await tx.execute(sql`
      update quayside.jobs set total = ${planned?.total ?? null} where id = ${lease.jobId} and lease_token = ${lease.token} returning id`)
    if (held.length === 0) throw new LeaseLost()
    await tx.execute(sql`
      insert into quayside.chunks (job_id, number, next_byte, end_byte, next_record, next_line, records_left)
      select ${lease.jobId}, number, "startByte", "endByte", "firstRecord", "firstLine", records
      from jsonb_to_recordset(${JSON.stringify(chunks)}::text::jsonb)
        as c (number int, "startByte" bigint, "endByte" bigint, "firstRecord" bigint, "firstLine" bigint, records bigint)
      on conflict do nothing`)
    if (!planned) return
    await writeJournal(tx, lease.jobId, { code: 'import.counted', params: { total: planned.total } })
    if (planned.leftOut) await writeJournal(tx, lease.jobId, { code: 'import.left_out', params: { line: planned.leftOut.line } })
  })
}

/** Finds which records give way to others with the same key. */
async function seekDoubles(
  { run, options }: Work,
  { settings, target }: PreparedImport,
  path: string,
  layout: Layout,
  breathe: () => Promise<void>,
): Promise<true> {
  const { connection, lease } = run
  const [row] = await connection.sql<{ total: string }[]>`select total from quayside.jobs where id = ${lease.jobId}`
  if (row?.total == null) throw new StoppedBeforeLoading()
  const policy = settings.doubles ?? 'reject'
  const found = await findDoubles(
    {
      text: path,
      found: doublesPath(settings.fileId),
      token: lease.token,
      layout,
      options,
      keys: target.keys.map((key) => key.columns.map((name) => target.columns.findIndex((column) => column.target === name))),
      records: Number(row.total),
      which: policy === 'update' ? 'but_last' : 'but_first',
    },
    breathe,
  )
  options.doubles = { bits: found.bits, refuse: policy === 'reject' }
  await writeJournal(connection.db, lease.jobId, { code: 'import.doubles_sought', params: { doubles: found.count } })
  return true
}

/** The first lane begins at once, another one when there is a chunk for it: its connection costs more than a hundred records. */
async function isNeeded({ plan }: Work, lane: number): Promise<boolean> {
  if (!plan || lane === 0) return true
  while (!plan.done && plan.chunks <= lane) await plan.more.promise
  return plan.chunks > lane
}

/** Runs lanes side by side, each with a session of its own, until there is nothing left or the first one fails. */
async function runLanes(work: Work, count: number, load: (work: Work, session: Session) => Promise<void>): Promise<void> {
  const { connection, control } = work.run
  const lane = async (index: number) => {
    if (!(await isNeeded(work, index))) return
    await withSession(
      connection,
      control,
      (session) => load(work, session),
      async () => {
        if (work.interrupted) return
        work.interrupted = true
        await writeJournal(connection.db, work.run.lease.jobId, { code: 'database.interrupted', params: {} })
      },
    )
  }
  const lanes = Array.from({ length: count }, (_, index) =>
    lane(index).catch((error) => {
      // Ended by force, because of another lane's failure or of a person's wish: no failure of its own.
      if (isCancelled(error) && control.force.aborted) return
      // The first lane that fails stops the others, so that nothing is written after the journal has told of the failure.
      control.stop('shutdown', { graceMs: 0 })
      throw error
    }),
  )
  const results = await Promise.allSettled(lanes)
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  if (failures.length > 0) throw failures.find((error) => error instanceof LeaseLost) ?? failures[0]
}

/** Takes chunk after chunk and commits it piece by piece. */
async function loadChunks(work: Work, session: Session): Promise<void> {
  const { run, target } = work
  const room = newRoom()
  for (;;) {
    const chunk = await nextChunk(work, session)
    if (!chunk) return
    // What another lane read of it before it was done is stale: a finished chunk stays taken.
    let complete = false
    try {
      complete = await loadChunk(work, chunk, room, async (loaded, from, to) => {
        const counts = await loadPiece(session.sql, run.lease, target, loaded, from, to)
        if (counts) refuseIfTooMany(work, counts)
        return counts !== undefined
      })
    } catch (error) {
      // After a deadlock or the like the chunk is taken again from its checkpoint.
      if (!isPassing(error)) throw error
    } finally {
      if (!complete) work.taken.delete(chunk.number)
    }
  }
}

/**
 * Loads all chunks in one transaction: the table, the rejects and the counters show all of it or nothing. Meanwhile the job's
 * row is left alone, so that Pause and Cancel find it; `held` tells the pages how far it is.
 */
async function loadWhole(work: Work): Promise<void> {
  await runLanes(work, 1, async (_, session) => {
    for (;;) {
      work.taken.clear()
      try {
        return await loadAtOnce(work, session)
      } catch (error) {
        // A deadlock or the like.
        if (!isPassing(error)) throw error
      }
    }
  })
}

async function loadAtOnce(work: Work, session: Session): Promise<void> {
  const { connection, control, lease } = work.run
  const sum = noCounts()
  const room = newRoom()
  await inTransaction(session.sql, 'begin', async () => {
    // A commit that comes late, of a connection that was lost, is waited for here; then there is nothing left to do.
    await session.sql`select pg_advisory_xact_lock(hashtextextended('quayside import', ${lease.jobId}))`
    const [job] = await session.sql<{ applied: boolean }[]>`select processed > 0 as applied from quayside.jobs where id = ${lease.jobId}`
    if (job?.applied) return false
    for (;;) {
      const chunk = await nextChunk(work, session)
      if (!chunk) break
      await loadChunk(work, chunk, room, async (loaded, from, to) => {
        const counts = await writePiece(session.sql, lease.jobId, work.target, loaded, from, to)
        for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += counts[name]
        refuseIfTooMany(work, sum)
        await connection.sql`update quayside.jobs set held = ${sum.processed} where id = ${lease.jobId} and lease_token = ${lease.token}`
        return true
      })
    }
    if (control.stopping) return false
    await session.sql`update quayside.chunks set next_byte = end_byte, next_record = next_record + records_left, records_left = 0 where job_id = ${lease.jobId}`
    await addCounts(session.sql, lease, sum)
    await writeEntries(session.sql, lease.jobId, [{ code: 'import.applied', params: { success: sum.success } }])
    return true
  })
}

/** @throws Problem where the job is to stop for the sake of its rejects; what was committed stays */
function refuseIfTooMany({ stopAt }: Work, counts: Counts): void {
  if (tooMany(stopAt, counts))
    throw new Problem({ code: 'error.too_many_rejects', params: { rejects: counts.rejects, processed: counts.processed } })
}

type ChunkRow = { number: number; nextByte: number; endByte: number; nextRecord: number; nextLine: number; recordsLeft: number }

/** A chunk that no other lane has; waits for the plan where there may be more. Undefined at the end, or when asked to stop. */
async function nextChunk(work: Work, { sql: session }: Session): Promise<ChunkRow | undefined> {
  const { run, taken } = work
  while (!run.control.stopping) {
    const more = work.plan?.more.promise
    const rows = await session<Record<keyof ChunkRow, string>[]>`
      select number, next_byte as "nextByte", end_byte as "endByte", next_record as "nextRecord", next_line as "nextLine", records_left as "recordsLeft"
      from quayside.chunks where job_id = ${run.lease.jobId} and records_left > 0 and number <> all(${`{${[...taken].join(',')}}`}::int[])
      order by number limit 1`
    const row = rows[0]
    if (row && !taken.has(Number(row.number))) {
      const chunk = Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])) as ChunkRow
      taken.add(chunk.number)
      return chunk
    }
    if (row) continue
    if (!more) return undefined
    await more
  }
  return undefined
}

/** Memory for a chunk and what becomes of it. */
type Room = { bytes: Buffer; converted: Converted }

const newRoom = (): Room => ({ bytes: Buffer.alloc(0), converted: newConverted() })

/**
 * Converts the chunk, then writes it in pieces that each take about as long as a person waits for Pause.
 * @param room of the chunk before, used again
 */
async function loadChunk(
  { run, text, fileName, options, pace }: Work,
  chunk: ChunkRow,
  room: Room,
  write: (loaded: LoadedChunk, from: number, to: number) => Promise<boolean>,
): Promise<boolean> {
  const { nextByte: startByte, nextRecord: firstRecord, nextLine: firstLine, recordsLeft } = chunk
  const size = chunk.endByte - startByte
  if (room.bytes.length < size) room.bytes = Buffer.allocUnsafeSlow(size)
  const { converted } = room
  const bytes = room.bytes.subarray(0, size)
  const { bytesRead } = await text.read(bytes, 0, size, startByte)
  if (bytesRead < size) throw new Problem({ code: 'error.file_changed', params: { file: fileName } })
  convertChunk(bytes, recordsLeft, { record: firstRecord, line: firstLine, byte: startByte }, options, converted)
  const loaded = { number: chunk.number, bytes, converted, startByte, firstRecord, firstLine, options }
  let done = false
  for (let from = 0; from < recordsLeft && !run.control.stopping; ) {
    const to = Math.min(recordsLeft, from + pace.records)
    const began = performance.now()
    if (!(await write(loaded, from, to))) return false
    pace.took(to - from, performance.now() - began)
    from = to
    done = to === recordsLeft
  }
  return done
}

/** Whether the whole file was read and nothing of it is left. */
async function isLoaded({ connection, lease }: Run): Promise<boolean> {
  const [row] = await connection.sql<{ loaded: boolean }[]>`
    select total is not null and not exists (select from quayside.chunks where job_id = id and records_left > 0) as loaded
    from quayside.jobs where id = ${lease.jobId}`
  return row?.loaded ?? false
}

/** Every record is accounted for, or the job does not end well. */
async function account({ connection, lease }: Run): Promise<void> {
  const [job] = await connection.sql<Record<'total' | 'success' | 'rejects' | 'empty' | 'doubles' | 'duplicates' | 'processed', string>[]>`
    select total, success, rejects, empty, doubles, duplicates, processed from quayside.jobs where id = ${lease.jobId}`
  if (!job) throw new LeaseLost()
  const [total, success, rejects, empty] = [Number(job.total), Number(job.success), Number(job.rejects), Number(job.empty)]
  const sum = success + rejects + empty + Number(job.doubles) + Number(job.duplicates)
  if (sum !== total || Number(job.processed) !== total) throw new Error(`job ${lease.jobId} does not add up: ${sum} of ${total} records`)
  await writeJournal(connection.db, lease.jobId, { code: 'import.done', params: { total, success, rejects, empty } })
}
