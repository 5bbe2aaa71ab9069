import { type FileHandle, open } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { Job } from '#db/schema.ts'
import { LeaseLost } from '#engine/control.ts'
import { type ConvertOptions, convertChunk, newConverted } from '#engine/convert.ts'
import { loadPiece, type Target } from '#engine/load-piece.ts'
import { Pace } from '#engine/pace.ts'
import { type Plan, planChunks } from '#engine/plan-chunks.ts'
import { prepareImport } from '#engine/prepare-import.ts'
import { isCancelled, isPassing, Problem } from '#engine/problem.ts'
import { copyStatement } from '#engine/quote.ts'
import type { Run, RunResult } from '#engine/run.ts'
import { cutsOf } from '#engine/scan.ts'
import { type Session, withSession } from '#engine/session.ts'
import { stage, unstage } from '#engine/stage.ts'
import { writeJournal } from '#jobs/journal.ts'

/** Chunks under way at the same time: one converts while the others wait for the server. */
const LANES = 3

/** Imports what is left of the job's file: detect, stage, count, then convert and load chunk by chunk, each exactly once. */
export async function runImport(run: Run, job: Job): Promise<RunResult> {
  const { connection, control, lease } = run
  const { settings, table, columns, fileName } = await prepareImport(run, job)
  const path = await stage(settings.fileId, settings.format.encoding)
  const cuts = cutsOf(settings.format)
  const text = await open(path, 'r').catch((error) => {
    throw new Problem({ code: 'error.file_missing', params: { file: fileName } }, error)
  })
  try {
    if (job.total === null) {
      const plan = await planChunks(path, cuts, async () => {
        if (control.stopping) throw new StoppedWhilePlanning()
        await new Promise(setImmediate)
      })
      await keepPlan(run, plan)
    } else {
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
      options: { columns, width: settings.columns.length, cuts },
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
    }
    await runLanes(work)
    if (control.stopping && (await chunksLeft(work)) > 0) return 'stopped'
    await account(run)
    await unstage(settings.fileId)
    return 'done'
  } catch (error) {
    if (error instanceof StoppedWhilePlanning) return 'stopped'
    throw error
  } finally {
    await text.close()
  }
}

class StoppedWhilePlanning extends Error {}

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
}

/** Total and chunks become known together, and only if the lease still holds. */
async function keepPlan({ connection, lease }: Run, { total, chunks }: Plan): Promise<void> {
  await connection.db.transaction(async (tx) => {
    const held = await tx.execute(
      sql`update quayside.jobs set total = ${total} where id = ${lease.jobId} and lease_token = ${lease.token} returning id`,
    )
    if (held.length === 0) throw new LeaseLost()
    await tx.execute(sql`
      insert into quayside.chunks (job_id, number, next_byte, end_byte, next_record, next_line, records_left)
      select ${lease.jobId}, number, start_byte, end_byte, first_record, first_line, records
      from jsonb_to_recordset(${JSON.stringify(
        chunks.map((chunk, index) => ({
          number: index + 1,
          start_byte: chunk.startByte,
          end_byte: chunk.endByte,
          first_record: chunk.firstRecord,
          first_line: chunk.firstLine,
          records: chunk.records,
        })),
      )}::text::jsonb) as c (number int, start_byte bigint, end_byte bigint, first_record bigint, first_line bigint, records bigint)`)
    await writeJournal(tx, lease.jobId, { code: 'import.counted', params: { total } })
  })
}

async function runLanes(work: Work): Promise<void> {
  const count = Math.min(LANES, await chunksLeft(work))
  const { connection, control } = work.run
  const lane = () =>
    withSession(
      connection,
      control,
      async (session) => {
        while (!control.stopping) {
          const chunk = await takeChunk(work, session)
          if (!chunk) return
          try {
            await loadChunk(work, session, chunk)
          } finally {
            work.taken.delete(chunk.number)
          }
        }
      },
      async () => {
        if (work.interrupted) return
        work.interrupted = true
        await writeJournal(connection.db, work.run.lease.jobId, { code: 'database.interrupted', params: {} })
      },
    )
  const lanes = Array.from({ length: count }, () =>
    lane().catch((error) => {
      // The first lane that fails stops the others, so that nothing is written after the journal has told of the failure.
      control.stop('shutdown', { graceMs: 0 })
      throw error
    }),
  )
  const results = await Promise.allSettled(lanes)
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  // Statements that were ended because of another lane's failure, or of a person's wish, are no failures of their own.
  const failure = failures.find((error) => error instanceof LeaseLost) ?? failures.find((error) => !isCancelled(error))
  if (failure) throw failure
}

type ChunkRow = { number: number; nextByte: number; endByte: number; nextRecord: number; nextLine: number; recordsLeft: number }

async function takeChunk({ run, taken }: Work, { sql: session }: Session): Promise<ChunkRow | undefined> {
  const rows = await session<Record<keyof ChunkRow, string>[]>`
    select number, next_byte as "nextByte", end_byte as "endByte", next_record as "nextRecord", next_line as "nextLine", records_left as "recordsLeft"
    from quayside.chunks where job_id = ${run.lease.jobId} and records_left > 0 order by number limit ${LANES}`
  const row = rows.find(({ number }) => !taken.has(Number(number)))
  if (!row) return undefined
  const chunk = Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])) as ChunkRow
  taken.add(chunk.number)
  return chunk
}

/** Converts the chunk, then loads it in pieces that each take about as long as a person waits for Pause. */
async function loadChunk({ run, text, fileName, options, target, pace }: Work, session: Session, chunk: ChunkRow): Promise<void> {
  const { nextByte: startByte, nextRecord: firstRecord, nextLine: firstLine, recordsLeft } = chunk
  const bytes = Buffer.allocUnsafeSlow(chunk.endByte - startByte)
  const { bytesRead } = await text.read(bytes, 0, bytes.length, startByte)
  if (bytesRead < bytes.length) throw new Problem({ code: 'error.file_changed', params: { file: fileName } })
  const converted = newConverted()
  convertChunk(bytes, recordsLeft, { record: firstRecord, line: firstLine }, options, converted)
  const loaded = { number: chunk.number, bytes, converted, startByte, firstRecord, firstLine }
  for (let from = 0; from < recordsLeft && !run.control.stopping; ) {
    const to = Math.min(recordsLeft, from + pace.records)
    const began = performance.now()
    try {
      if (!(await loadPiece(session.sql, run.lease, target, loaded, from, to))) return
    } catch (error) {
      // A deadlock or the like: the lane takes the chunk again from its checkpoint.
      if (isPassing(error)) return
      throw error
    }
    pace.took(to - from, performance.now() - began)
    from = to
  }
}

async function chunksLeft({ run: { connection, lease } }: Work): Promise<number> {
  const [row] = await connection.sql<
    { left: number }[]
  >`select count(*)::int as left from quayside.chunks where job_id = ${lease.jobId} and records_left > 0`
  return row?.left ?? 0
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
