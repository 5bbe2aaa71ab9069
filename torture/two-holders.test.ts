import fc from 'fast-check'
import { expect } from 'vitest'
import type { Connection, Db, Sql } from '#db/client.ts'
import { checkTypes } from '#engine/check-types.ts'
import { columnsOf, rowFormatOf } from '#engine/columns.ts'
import { LeaseLost } from '#engine/control.ts'
import { convertChunk, newConverted } from '#engine/convert.ts'
import { loadPiece } from '#engine/load-piece.ts'
import { stepsOf } from '#engine/operation.ts'
import { copyStatement } from '#engine/quote.ts'
import { cutterOf } from '#engine/readers.ts'
import type { Target } from '#engine/write-rows.ts'
import { cancelJob } from '#jobs/cancel.ts'
import type { Context } from '#jobs/context.ts'
import { type Lease, renewLease, takeLease } from '#jobs/lease.ts'
import { moveJob } from '#jobs/move.ts'
import { pauseJob } from '#jobs/pause.ts'
import { healLostLeases, resumeInterrupted } from '#jobs/recover.ts'
import { fileFormat } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { LEASABLE } from '#jobs/status.ts'
import { describeTable } from '#jobs/target-tables.ts'
import { test } from '#test/database.ts'
import { insertJob, jobNow, statusNow } from '#test/jobs.ts'

const CHUNKS = 2
const RECORDS = 12
/** Of each chunk: one that cannot be read, one that is empty, one that the table refuses. */
const TEXT = Array.from({ length: RECORDS }, (_, i) => (i === 3 ? 'x' : i === 5 ? '' : i === 7 ? '-1' : String(i + 1)))

type Chunk = { number: number; nextByte: number; nextRecord: number; nextLine: number; recordsLeft: number }

/** One that holds a lease, or thinks so: it remembers its token and its chunks until it looks again. */
type Holder = { id: string; lease: Lease | undefined; chunks: Chunk[]; sql: Sql }

type Given = { connection: Connection; context: Context; jobId: number; table: string; bytes: Buffer; target: Target; holders: Holder[] }

let count = 0

async function given(connection: Connection, context: Context): Promise<Given> {
  const { db, sql } = connection
  count += 1
  const table = `held_${count}`
  // Nothing in the table keeps a row from being there twice.
  await sql.unsafe(`create table ${table} (n int check (n > 0))`)
  const jobId = await insertJob(db, 'running', { tableSchema: 'public', tableName: table, total: CHUNKS * RECORDS })
  const bytes = Buffer.from(
    Array.from({ length: CHUNKS }, (_, c) => TEXT.map((text) => (/^\d/.test(text) ? Number(text) + 100 * c : text)))
      .flat()
      .join('\n'),
  )
  const lines = bytes.toString().split('\n')
  let byte = 0
  for (let number = 1; number <= CHUNKS; number += 1) {
    const size = Buffer.byteLength(lines.slice((number - 1) * RECORDS, number * RECORDS).join('\n')) + (number < CHUNKS ? 1 : 0)
    const first = (number - 1) * RECORDS + 1
    await sql`
      insert into quayside.chunks (job_id, number, next_byte, end_byte, next_record, next_line, records_left)
      values (${jobId}, ${number}, ${byte}, ${byte + size}, ${first}, ${first}, ${RECORDS})`
    byte += size
  }
  const described = await describeTable(db, { schema: 'public', name: table })
  const columns = columnsOf([{ name: 'n', target: 'n', decimalSign: '.', dateOrder: 'ymd' }], described?.columns ?? [])
  const name = { schema: 'public', name: table }
  const target: Target = {
    columns,
    copy: copyStatement(name, ['n']),
    whole: false,
    keys: [],
    steps: stepsOf({ table: name, columns, operation: 'insert', duplicates: 'reject', keys: [] }),
    rules: [],
    checkTypes: (sql) => checkTypes(sql, name, columns),
    inOrder: false,
    changesRows: false,
    wary: 0,
  }
  const holders = [1, 2].map((i) => ({
    id: `00000000-0000-4000-8000-00000000000${i}`,
    lease: undefined,
    chunks: [],
    sql: connection.single(),
  }))
  return { connection, context, jobId, table, bytes, target, holders }
}

/** Loading is what it is about; the others are as frequent as they are named. */
const ACTIONS = [
  ...Array<'load'>(14).fill('load'),
  ...(['take', 'take', 'take', 'look', 'renew', 'expire', 'heal', 'resume', 'resume', 'start', 'start', 'pause', 'end'] as const),
  'cancel',
] as const
type Action = { what: (typeof ACTIONS)[number]; who: 0 | 1; size: number; chunk: number; fresh: boolean; together: boolean }

async function act(given: Given, { what, who, size, chunk, fresh }: Action): Promise<void> {
  const { connection, context, jobId, holders } = given
  const { db, sql } = connection
  const holder = holders[who] as Holder
  switch (what) {
    case 'take':
      holder.lease = (await takeLease(db, jobId, holder.id)) ?? holder.lease
      return
    case 'look':
      holder.chunks = await chunksOf(sql, jobId)
      return
    case 'load':
      if (fresh) holder.chunks = await chunksOf(sql, jobId)
      return load(given, holder, chunk, size)
    case 'renew':
      if (holder.lease) await renewLease(db, holder.lease)
      return
    case 'expire':
      await sql`update quayside.jobs set lease_expires_at = now() - interval '1 second' where id = ${jobId} and lease_token is not null`
      return
    case 'heal':
      return healLostLeases(db)
    case 'resume':
      return resumeInterrupted(db, context.queue, { idle: false })
    case 'start':
      await startJob(context, { jobId })
      return
    case 'pause':
      await pauseJob(context, { jobId })
      return
    case 'cancel':
      await cancelJob(context, { jobId })
      return
    case 'end':
      return endRun(db, jobId, holder)
  }
}

const chunksOf = async (sql: Sql, jobId: number): Promise<Chunk[]> =>
  (
    await sql<Record<keyof Chunk, string>[]>`
      select number, next_byte as "nextByte", next_record as "nextRecord", next_line as "nextLine", records_left as "recordsLeft"
      from quayside.chunks where job_id = ${jobId} and records_left > 0 order by number`
  ).map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])) as Chunk)

/** Loads the next records as this holder remembers them, be it right or not. */
async function load({ jobId, bytes, target }: Given, holder: Holder, index: number, size: number): Promise<void> {
  const chunk = holder.chunks[index % Math.max(1, holder.chunks.length)]
  if (!chunk || !holder.lease) return
  const own = bytes.subarray(chunk.nextByte)
  const converted = newConverted()
  const options = {
    format: rowFormatOf(target.columns),
    columns: target.columns,
    width: 1,
    cutter: cutterOf(fileFormat.parse({}), ['n']),
    doubles: null,
  }
  const first = { record: chunk.nextRecord, line: chunk.nextLine, byte: chunk.nextByte }
  convertChunk(own, chunk.recordsLeft, first, options, converted)
  const loaded = {
    number: chunk.number,
    bytes: own,
    converted,
    startByte: chunk.nextByte,
    firstRecord: chunk.nextRecord,
    firstLine: chunk.nextLine,
    options,
  }
  try {
    await loadPiece(holder.sql, { jobId, token: holder.lease.token }, target, loaded, 0, Math.min(size, chunk.recordsLeft))
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
    holder.lease = undefined
  }
}

/** As a run ends: where everything is loaded, or where it was asked to stop. */
async function endRun(db: Db, jobId: number, holder: Holder): Promise<void> {
  if (!holder.lease) return
  const { total, processed } = await jobNow(db, jobId)
  const ends = processed === total ? (['finished', 'cancelled'] as const) : (['paused', 'cancelled', 'server_shutdown'] as const)
  for (const to of ends) if (await moveJob(db, jobId, { by: 'worker', to, leaseToken: holder.lease.token })) break
  holder.lease = undefined
}

async function check({ connection: { db, sql }, jobId, table }: Given): Promise<void> {
  const job = await jobNow(db, jobId)
  const rows = (await sql.unsafe<{ n: number }[]>(`select n from ${table} order by n`)).map(({ n }) => n)
  const rejects = await sql<{ record: string }[]>`select record from quayside.rejects where job_id = ${jobId} order by record`
  const [left] = await sql<{ left: string }[]>`select sum(records_left) as left from quayside.chunks where job_id = ${jobId}`
  expect(new Set(rows).size, 'a row twice').toBe(rows.length)
  expect({
    rows: rows.length,
    rejects: rejects.length,
    processed: job.success + job.rejects + job.empty,
    left: Number(left?.left),
  }).toEqual({
    rows: job.success,
    rejects: job.rejects,
    processed: job.processed,
    left: CHUNKS * RECORDS - job.processed,
  })
  if (!(LEASABLE as readonly string[]).includes(job.status)) expect(job.leaseToken).toBeNull()
}

test('whatever two holders of leases, people and recovery do in whatever order, each record counts once', { timeout: 120_000 }, async ({
  connection,
  context,
}) => {
  const action = fc.record({
    what: fc.constantFrom(...ACTIONS),
    who: fc.constantFrom(0 as const, 1 as const),
    size: fc.integer({ min: 1, max: 4 }),
    chunk: fc.nat({ max: CHUNKS - 1 }),
    fresh: fc.boolean(),
    together: fc.boolean(),
  })
  let committed = 0
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 15, maxLength: 40 }), async (actions) => {
      const all = await given(connection, context)
      const { db, sql } = connection
      try {
        for (let at = 0; at < actions.length; ) {
          // What the two do together really happens at the same time.
          const next = actions[at + 1]?.together && actions[at + 1]?.who !== actions[at]?.who ? at + 2 : at + 1
          await Promise.all(actions.slice(at, next).map((one) => act(all, one)))
          await check(all)
          at = next
        }
        committed += (await jobNow(db, all.jobId)).processed
        // Then one of them brings it to its end.
        const [last] = all.holders as [Holder]
        for (let round = 0; round < 20 && !['finished', 'cancelled'].includes(await statusNow(db, all.jobId)); round += 1) {
          await sql`update quayside.jobs set lease_expires_at = now() - interval '1 second' where id = ${all.jobId} and lease_token is not null`
          await healLostLeases(db)
          await resumeInterrupted(db, context.queue, { idle: false })
          await startJob(context, { jobId: all.jobId })
          last.lease = await takeLease(db, all.jobId, last.id)
          for (
            last.chunks = await chunksOf(sql, all.jobId);
            last.chunks.length > 0 && last.lease;
            last.chunks = await chunksOf(sql, all.jobId)
          )
            await load(all, last, 0, RECORDS)
          await endRun(db, all.jobId, last)
          await check(all)
        }
        const job = await jobNow(db, all.jobId)
        expect(['finished', 'cancelled']).toContain(job.status)
        if (job.status === 'finished') expect(job).toMatchObject({ success: CHUNKS * (RECORDS - 3), rejects: CHUNKS * 2, empty: CHUNKS })
      } finally {
        await Promise.all(all.holders.map((holder) => holder.sql.end({ timeout: 1 })))
      }
    }),
    { numRuns: 30, endOnFailure: true },
  )
  // It would be easy to keep what never happens in order.
  expect(committed).toBeGreaterThan(30)
})
