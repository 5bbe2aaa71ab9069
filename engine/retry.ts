import { rm } from 'node:fs/promises'
import type { Sql } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { LeaseLost } from '#engine/control.ts'
import { type Converted, type ConvertOptions, newConverted, OK, type Refused } from '#engine/convert.ts'
import { convertApart, type RecordText } from '#engine/convert-apart.ts'
import { DoubleFinder, type Doubles, keepDoubles, readDoubles } from '#engine/doubles.ts'
import { COLUMN_LENGTH, type Counts, LEASABLE_ARRAY, noCounts, writeEntries, writeRecords } from '#engine/load-piece.ts'
import { WAS_GARBLED } from '#engine/open-rejects.ts'
import { Pace } from '#engine/pace.ts'
import type { PreparedImport } from '#engine/prepare-import.ts'
import { isPassing } from '#engine/problem.ts'
import { TEXT } from '#engine/row-format.ts'
import { rowKey } from '#engine/row-key.ts'
import type { Run } from '#engine/run.ts'
import { inTransaction, type Session, withSession } from '#engine/session.ts'
import { retriedDoublesPath } from '#engine/stage.ts'
import { warningsOf } from '#engine/warnings.ts'
import type { Target } from '#engine/write-rows.ts'
import { type Entry, writeJournal } from '#jobs/journal.ts'
import { storableJson } from '#jobs/storable.ts'

/**
 * Tries the rejects again that wait for it, in the order of the file, as the import tries records: the same conversion, rules, key
 * and policies. One transaction holds all that becomes of a batch: rows, the rejects' states, their history, counters and
 * journal; the state is the checkpoint. Where the job commits all or nothing, so does this.
 * @returns whether none is left; false when the run is asked to stop
 */
export async function retry(run: Run, job: Job, { settings, target }: PreparedImport, options: ConvertOptions): Promise<boolean> {
  const { connection, control, lease } = run
  const asked = await lastAsked(connection.sql, lease.jobId)
  const found = retriedDoublesPath(settings.fileId, asked, job.retryTotal)
  let doubles: ConvertOptions['doubles'] = null
  if (target.keys.length > 0) {
    const policy = settings.doubles ?? 'reject'
    const sought = await seekDoubles(run, target, options, { found, which: policy === 'update' ? 'but_last' : 'but_first' })
    if (!sought) return false
    doubles = { bits: sought.bits, refuse: policy === 'reject' }
  }
  const pace = new Pace()
  pace.records = FIRST_BATCH
  const work: Work = { run, target, options: { ...options, doubles }, pace, converted: newConverted() }
  await withSession(
    connection,
    control,
    (session) => (target.whole ? tryWhole(work, session) : tryAll(work, session)),
    () => writeJournal(connection.db, job.id, { code: 'database.interrupted', params: {} }),
  )
  const [row] = await connection.sql<{ left: string }[]>`select retrying as left from quayside.jobs where id = ${lease.jobId}`
  const left = Number(row?.left ?? 0)
  if (left > 0 && control.stopping) return false
  if (left > 0) throw new Error(`job ${lease.jobId} still counts ${left} rejects to try`)
  await rm(found, { force: true })
  return true
}

/** Records of the first batch: what was refused is often few. */
const FIRST_BATCH = 250

/** The move that asked for this retry: what is found out for it is kept under its number. */
async function lastAsked(sql: Sql, jobId: number): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select max(id) as id from quayside.job_moves where job_id = ${jobId} and by = 'retry'`
  return row?.id ?? '0'
}

type Work = { run: Run; target: Target; options: ConvertOptions; pace: Pace; converted: Converted }

/** Batch after batch, each a transaction of its own. */
async function tryAll({ run, ...work }: Work, { sql }: Session): Promise<void> {
  for (let after = 0; !run.control.stopping; ) {
    const began = performance.now()
    let batch: Batch = { records: [], last: null }
    try {
      await inTransaction(sql, 'begin', async () => {
        batch = await takeBatch(sql, run.lease.jobId, after, work.pace.records)
        if (batch.records.length === 0) return false
        const tried = await tryBatch(sql, run.lease.jobId, work, batch.records)
        await addTried(sql, run.lease, tried)
        return true
      })
    } catch (error) {
      // After a deadlock or the like the same ones are tried once more.
      if (isPassing(error)) continue
      throw error
    }
    if (batch.last === null && after === 0) return
    // What was passed over, since another transaction had it, is looked for once more.
    after = batch.last ?? 0
    if (batch.records.length > 0) work.pace.took(batch.records.length, performance.now() - began)
  }
}

/** All of them in one transaction: the table and the rejects show all of it or nothing. */
async function tryWhole({ run, ...work }: Work, { sql }: Session): Promise<void> {
  const { connection, control, lease } = run
  for (;;) {
    try {
      await inTransaction(sql, 'begin', async () => {
        const sum: Tried = { records: 0, counts: noCounts(), first: 0, last: 0 }
        for (let after = 0; !control.stopping; ) {
          const batch = await takeBatch(sql, lease.jobId, after, work.pace.records)
          if (batch.last === null) break
          after = batch.last
          add(sum, await tryBatch(sql, lease.jobId, work, batch.records))
          await connection.sql`update quayside.jobs set held = ${sum.records} where id = ${lease.jobId} and lease_token = ${lease.token}`
        }
        if (control.stopping || sum.records === 0) return false
        await addTried(sql, lease, sum)
        return true
      })
      return
    } catch (error) {
      if (!isPassing(error)) throw error
    }
  }
}

type Batch = { records: RecordText[]; last: number | null }

/** Bytes of records that are tried at once; one alone may be larger. */
const BATCH_BYTES = 8 * 1024 * 1024

/**
 * The next ones that wait, locked until the transaction ends: one that another transaction still holds, of a connection that was
 * lost, is waited for here, and left out if it turns out to have been tried.
 */
async function takeBatch(sql: Sql, jobId: number, after: number, most: number): Promise<Batch> {
  const [bound] = await sql<{ last: string | null }[]>`
    select max(record) as last from (
      select record, sum(bytes) over (order by record) - bytes as before from (
        select record, octet_length(coalesce(repaired, raw)) as bytes from quayside.rejects
        where job_id = ${jobId} and state = 'retrying' and record > ${after} order by record limit ${most}) as next) as sized
    where before < ${BATCH_BYTES}`
  if (!bound?.last) return { records: [], last: null }
  const records = await readWaiting(sql, jobId, after, sql`and record <= ${bound.last} order by record for update`)
  return { records, last: Number(bound.last) }
}

/** Those that wait behind the record `after`, as they are to be tried. */
async function readWaiting(sql: Sql, jobId: number, after: number, upTo: ReturnType<Sql>): Promise<RecordText[]> {
  const rows = await sql<{ record: string; text: string; garbled: boolean }[]>`
    select record, coalesce(repaired, raw) as text, ${sql.unsafe(WAS_GARBLED)} as garbled
    from quayside.rejects
    where job_id = ${jobId} and state = 'retrying' and record > ${after} ${upTo}`
  return rows.map((row) => ({ ...row, record: Number(row.record) }))
}

/** What became of records that were tried; `counts.processed` is none of them: they were processed before. */
type Tried = { records: number; counts: Counts; first: number; last: number }

function add(sum: Tried, { records, counts, first, last }: Tried): void {
  if (sum.records === 0) sum.first = first
  sum.last = Math.max(sum.last, last)
  sum.records += records
  for (const name of Object.keys(counts) as (keyof Counts)[]) sum.counts[name] += counts[name]
}

/** Converts and writes the records, and keeps what became of each, in the transaction that is open. */
async function tryBatch(sql: Sql, jobId: number, { target, options, converted }: Omit<Work, 'run'>, records: RecordText[]): Promise<Tried> {
  if (records.length === 0) return { records: 0, counts: noCounts(), first: 0, last: 0 }
  const bytes = convertApart(records, options, converted)
  const chunk = { number: 0, bytes, converted, startByte: 0, firstRecord: 0, firstLine: 0, options }
  const { counts, keptOut } = await writeRecords(sql, target, chunk, 0, records.length)
  await keepOutcome(
    sql,
    jobId,
    records.map(({ record }, i) => ({ record, refused: converted.refused.get(i) })),
  )
  const numberOf = (i: number) => records[i]?.record ?? 0
  const [first, last] = [numberOf(0), numberOf(records.length - 1)]
  const warnings = warningsOf(converted, 0, records.length, 0).map((entry) => ({
    ...entry,
    params: { ...entry.params, record: numberOf(entry.params.record) },
  }))
  for (const { params } of warnings) counts.warnings += params.count
  counts.warnings += keptOut
  const entries: Entry[] = [{ code: 'retry.batch', params: { first, last, success: counts.success, rejects: counts.rejects } }, ...warnings]
  if (keptOut > 0) entries.push({ code: 'import.kept_out', params: { first, last, count: keptOut } })
  await writeEntries(sql, jobId, entries)
  return { records: records.length, counts, first, last }
}

type Outcome = { record: number; refused: Refused | undefined }

/** The rejects' new states, and the history of their tries: the import itself is written down with the first one. */
async function keepOutcome(sql: Sql, jobId: number, outcomes: Outcome[]): Promise<void> {
  const rows = outcomes.map(({ record, refused }) => {
    if (!refused) return { record }
    const { kind, column, value, code, params, detail } = refused
    return { record, kind, column: column?.slice(0, COLUMN_LENGTH) ?? null, value, code, params, detail }
  })
  await sql`
    with tried as (
      select * from jsonb_to_recordset(${storableJson(rows)}::text::jsonb)
        as t (record bigint, kind quayside.reject_kind, "column" text, value text, code text, params jsonb, detail text)
    ), import as (
      insert into quayside.reject_attempts (job_id, record, attempt, at, tried, kind, "column", value, code, params, detail)
      select r.job_id, r.record, 0, r.at, r.raw, r.kind, r."column", r.value, r.code, r.params, r.detail
      from tried join quayside.rejects r on r.job_id = ${jobId} and r.record = tried.record where r.attempts = 0
    ), attempt as (
      insert into quayside.reject_attempts (job_id, record, attempt, actor, tried, kind, "column", value, code, params, detail)
      select r.job_id, r.record, r.attempts + 1, r.decided_by, coalesce(r.repaired, r.raw), t.kind, t."column", t.value, t.code, t.params, t.detail
      from tried t join quayside.rejects r on r.job_id = ${jobId} and r.record = t.record
    )
    update quayside.rejects r set
      state = case when t.code is null then 'loaded' else 'open' end::quayside.reject_state,
      attempts = r.attempts + 1,
      kind = coalesce(t.kind, r.kind),
      "column" = case when t.code is null then r."column" else t."column" end,
      value = case when t.code is null then r.value else t.value end,
      code = coalesce(t.code, r.code),
      params = coalesce(t.params, r.params),
      detail = case when t.code is null then r.detail else t.detail end
    from tried t where r.job_id = ${jobId} and r.record = t.record`
}

/**
 * Moves what is no reject any more to where it counts now, if the lease still holds; with the last one the retry is told as done.
 * @throws LeaseLost
 */
async function addTried(sql: Sql, lease: Run['lease'], { records, counts }: Tried): Promise<void> {
  const [row] = await sql<{ left: string }[]>`
    update quayside.jobs set success = success + ${counts.success}, empty = empty + ${counts.empty}, doubles = doubles + ${counts.doubles},
      duplicates = duplicates + ${counts.duplicates}, rejects = rejects - ${records - counts.rejects}, retrying = retrying - ${records},
      warnings = warnings + ${counts.warnings}, held = 0, vanished = 0
    where id = ${lease.jobId} and lease_token = ${lease.token} and status = any(${LEASABLE_ARRAY}::quayside.job_status[])
    returning retrying as left`
  if (!row) throw new LeaseLost()
  if (Number(row.left) > 0) return
  const [sum] = await sql<{ success: string; rejects: string }[]>`
    select count(*) filter (where code is null) as success, count(*) filter (where code is not null) as rejects
    from quayside.reject_attempts
    where job_id = ${lease.jobId} and attempt > 0
      and at >= (select at from quayside.job_moves where job_id = ${lease.jobId} and by = 'retry' order by id desc limit 1)`
  await writeEntries(sql, lease.jobId, [
    { code: 'retry.done', params: { success: Number(sum?.success ?? 0), rejects: Number(sum?.rejects ?? 0) } },
  ])
}

/** Records whose keys are read at once. */
const KEYS_AT_ONCE = 5000

/**
 * Finds which of the records that wait give way to others of them with the same key. Kept until the retry is over, so that whoever goes
 * on with it comes to the same: by then some are in the table already.
 */
async function seekDoubles(
  { connection, control, lease }: Run,
  { columns, keys }: Target,
  options: ConvertOptions,
  { found, which }: { found: string; which: 'but_first' | 'but_last' },
): Promise<Doubles | undefined> {
  const known = await readDoubles(found)
  if (known) return known
  const { sql } = connection
  const [row] = await sql<{ most: string | null }[]>`
    select max(record) as most from quayside.rejects where job_id = ${lease.jobId} and state = 'retrying'`
  const finder = new DoubleFinder(`${found}.${lease.token}`, { records: Number(row?.most ?? 0), which })
  try {
    // As text a value is always written the same way.
    const asText: ConvertOptions = { ...options, format: TEXT, doubles: null }
    const keyOf = rowKey(
      columns,
      keys.map((key) => key.columns.map((name) => columns.findIndex(({ target }) => target === name))),
    )
    const converted = newConverted()
    for (let after = 0; ; ) {
      if (control.stopping) return undefined
      const records = await readWaiting(sql, lease.jobId, after, sql`order by record limit ${KEYS_AT_ONCE}`)
      if (records.length === 0) break
      convertApart(records, asText, converted)
      for (const [i, { record }] of records.entries()) {
        if (converted.fates[i] !== OK) continue
        const key = keyOf(converted.output.bytes.subarray(i === 0 ? 0 : converted.rowEnds[i - 1], converted.rowEnds[i]))
        const full = key && finder.add(key.bytes, key.tag, record)
        if (full) await full
      }
      after = records.at(-1)?.record ?? after
    }
    const doubles = await finder.finish()
    await keepDoubles(found, lease.token, doubles)
    return doubles
  } finally {
    await finder.close()
  }
}
