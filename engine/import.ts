import { type FileHandle, open } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { Job } from '#db/schema.ts'
import { LeaseLost } from '#engine/control.ts'
import { type ConvertOptions, convertChunk, newConverted } from '#engine/convert.ts'
import { loadPiece, type Target } from '#engine/load-piece.ts'
import { Pace } from '#engine/pace.ts'
import { type Planned, type PlannedChunk, planChunks } from '#engine/plan-chunks.ts'
import { prepareImport } from '#engine/prepare-import.ts'
import { isCancelled, isPassing, Problem } from '#engine/problem.ts'
import { copyStatement } from '#engine/quote.ts'
import { cutterOf } from '#engine/readers.ts'
import type { Run, RunResult } from '#engine/run.ts'
import { type Session, withSession } from '#engine/session.ts'
import { stage, unstage } from '#engine/stage.ts'
import { writeJournal } from '#jobs/journal.ts'

/** Chunks under way at the same time: one converts while the others wait for the server. */
const LANES = 3

/** Imports what is left of the job's file: detect, stage, count, then convert and load chunk by chunk, each exactly once. */
export async function runImport(run: Run, job: Job): Promise<RunResult> {
  const { connection, control, lease } = run
  const { settings, table, columns, fileName } = await prepareImport(run, job)
  const breathe = async () => {
    if (control.stopping) throw new StoppedBeforeLoading()
    await new Promise(setImmediate)
  }
  const staged = await stage(settings, fileName, lease.token, breathe).catch(returnIfStopped)
  if (staged === undefined) return 'stopped'
  const cutter = cutterOf(
    settings.format,
    settings.columns.map(({ name }) => name),
  )
  const text = await open(staged.path, 'r').catch((error) => {
    throw new Problem({ code: 'error.file_missing', params: { file: fileName } }, error)
  })
  try {
    if (job.total !== null) {
      const [now] = await connection.sql<{ processed: string }[]>`select processed from quayside.jobs where id = ${lease.jobId}`
      await writeJournal(connection.db, lease.jobId, {
        code: 'import.continued',
        params: { processed: Number(now?.processed ?? 0), total: job.total },
      })
    }
    const work: Work = {
      run,
      text,
      fileName,
      options: { columns, width: settings.columns.length, cutter },
      target: {
        copy: copyStatement(
          table,
          columns.map(({ target }) => target),
        ),
        nameOf: new Map(columns.map(({ target, name }) => [target, name])),
      },
      pace: new Pace(),
      taken: new Set(),
      interrupted: false,
      plan: job.total === null ? newPlan() : null,
    }
    const layout = { ...settings.format, start: staged.start, line: staged.line }
    const planning = work.plan && plan(work, work.plan, planChunks(staged.path, cutter, layout, breathe))
    await Promise.all([planning, runLanes(work)])
    if (control.stopping && !(await isLoaded(run))) return 'stopped'
    await account(run)
    await unstage(settings.fileId)
    return 'done'
  } finally {
    await text.close()
  }
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
  pace: Pace
  /** Numbers of the chunks that a lane has in hand. */
  taken: Set<number>
  interrupted: boolean
  /** Null once all chunks are in the database. */
  plan: { more: PromiseWithResolvers<void>; done: boolean } | null
}

const newPlan = () => ({ more: Promise.withResolvers<void>(), done: false })

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
        chunks = []
        state.done = next.done === true
        state.more.resolve()
        state.more = Promise.withResolvers()
      }
      if (next.done) return
    }
  } catch (error) {
    returnIfStopped(error)
  } finally {
    work.plan = null
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

async function runLanes(work: Work): Promise<void> {
  const { connection, control } = work.run
  const lane = () =>
    withSession(
      connection,
      control,
      async (session) => {
        while (!control.stopping) {
          const more = work.plan?.more.promise
          const chunk = await takeChunk(work, session)
          if (!chunk) {
            if (!more) return
            await more
            continue
          }
          // What another lane read of it before it was done is stale: a finished chunk stays taken.
          let complete = false
          try {
            complete = await loadChunk(work, session, chunk)
          } finally {
            if (!complete) work.taken.delete(chunk.number)
          }
        }
      },
      async () => {
        if (work.interrupted) return
        work.interrupted = true
        await writeJournal(connection.db, work.run.lease.jobId, { code: 'database.interrupted', params: {} })
      },
    )
  const lanes = Array.from({ length: LANES }, () =>
    lane().catch((error) => {
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

type ChunkRow = { number: number; nextByte: number; endByte: number; nextRecord: number; nextLine: number; recordsLeft: number }

async function takeChunk({ run, taken }: Work, { sql: session }: Session): Promise<ChunkRow | undefined> {
  const rows = await session<Record<keyof ChunkRow, string>[]>`
    select number, next_byte as "nextByte", end_byte as "endByte", next_record as "nextRecord", next_line as "nextLine", records_left as "recordsLeft"
    from quayside.chunks where job_id = ${run.lease.jobId} and records_left > 0 order by number limit ${2 * LANES + 1}`
  const row = rows.find(({ number }) => !taken.has(Number(number)))
  if (!row) return undefined
  const chunk = Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])) as ChunkRow
  taken.add(chunk.number)
  return chunk
}

/** Converts the chunk, then loads it in pieces that each take about as long as a person waits for Pause. */
async function loadChunk({ run, text, fileName, options, target, pace }: Work, session: Session, chunk: ChunkRow): Promise<boolean> {
  const { nextByte: startByte, nextRecord: firstRecord, nextLine: firstLine, recordsLeft } = chunk
  const bytes = Buffer.allocUnsafeSlow(chunk.endByte - startByte)
  const { bytesRead } = await text.read(bytes, 0, bytes.length, startByte)
  if (bytesRead < bytes.length) throw new Problem({ code: 'error.file_changed', params: { file: fileName } })
  const converted = newConverted()
  convertChunk(bytes, recordsLeft, { record: firstRecord, line: firstLine, byte: startByte }, options, converted)
  const loaded = { number: chunk.number, bytes, converted, startByte, firstRecord, firstLine }
  let done = false
  for (let from = 0; from < recordsLeft && !run.control.stopping; ) {
    const to = Math.min(recordsLeft, from + pace.records)
    const began = performance.now()
    try {
      if (!(await loadPiece(session.sql, run.lease, target, loaded, from, to))) return false
    } catch (error) {
      // A deadlock or the like: the lane takes the chunk again from its checkpoint.
      if (isPassing(error)) return false
      throw error
    }
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
