import { describe, expect } from 'vitest'
import type { Db } from '#db/client.ts'
import { rejects } from '#db/schema.ts'
import { repairAndRetry, repairRejects } from '#engine/repair-rejects.ts'
import { REASON_LENGTH } from '#jobs/ask-to-stop.ts'
import { cancelJob } from '#jobs/cancel.ts'
import type { Context } from '#jobs/context.ts'
import { discardRejects } from '#jobs/discard-rejects.ts'
import { listJournal } from '#jobs/list-journal.ts'
import type { Outcome } from '#jobs/outcome.ts'
import { pauseJob } from '#jobs/pause.ts'
import { type RejectSelection, selectedRejects } from '#jobs/reject-selection.ts'
import { reopenRejects } from '#jobs/reopen-rejects.ts'
import { restoreRejects } from '#jobs/restore-rejects.ts'
import { retryRejects } from '#jobs/retry-rejects.ts'
import { fileFormat } from '#jobs/settings.ts'
import { JOB_STATUSES, type JobStatus, REJECTS_REST, verbsFrom } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, jobNow, messagesOf } from '#test/jobs.ts'

const SETTINGS = {
  fileId: '7b5e3d8e-29d5-4b1b-8f1c-1f7f0f6a3c11',
  format: fileFormat.parse({ separator: ';' }),
  columns: ['id', 'born'].map((name) => ({ name, target: name, decimalSign: '.' as const, dateOrder: 'dmy' as const })),
}

/** A job with five rejects: four of one reason, of which one was discarded and one loaded, and one of another. */
async function insertRejects(db: Db, status: JobStatus = 'finished'): Promise<number> {
  const jobId = await insertJob(db, status, { settings: SETTINGS, total: 10, processed: 10, success: 6, rejects: 4, discarded: 1 })
  const states = ['open', 'open', 'discarded', 'loaded', 'open'] as const
  await db.insert(rejects).values(
    states.map((state, i) => ({
      jobId,
      record: i + 1,
      line: i + 2,
      kind: 'value' as const,
      column: i === 4 ? 'id' : 'born',
      value: i === 4 ? 'seven' : `12/31/200${i}`,
      code: i === 4 ? 'not_a_whole_number' : 'not_a_date',
      raw: `${i === 4 ? 'seven' : i};12/31/200${i}`,
      state,
      decidedReason: state === 'discarded' ? 'old' : null,
    })),
  )
  return jobId
}

const statesOf = async (db: Db, jobId: number) =>
  (await db.query.rejects.findMany({ where: (t, { eq }) => eq(t.jobId, jobId), orderBy: (t, { asc }) => asc(t.record) })).map(
    ({ state, repaired }) => (repaired === null ? state : `${state} as ${repaired}`),
  )
const AS_INSERTED = ['open', 'open', 'discarded', 'loaded', 'open']

const repair = { kind: 'date_order', column: 'born', order: 'mdy' } as const

/** Each verb on all rejects of a job. */
const VERBS: Record<string, (context: Context, asked: { jobId: number; selection: RejectSelection }) => Promise<Outcome<unknown>>> = {
  discard: discardRejects,
  reopen: reopenRejects,
  restore: restoreRejects,
  repair: (context, asked) => repairRejects(context, { ...asked, repair }),
  retry: retryRejects,
  repairAndRetry: (context, asked) => repairAndRetry(context, { ...asked, repair }),
}
const mayIn = (name: string, status: JobStatus) =>
  name.toLowerCase().includes('retry') ? verbsFrom(status).includes('retry') : REJECTS_REST[status]

describe.for(Object.entries(VERBS))('%s', ([name, verb]) => {
  test('is not for viewers', async ({ db, as }) => {
    const jobId = await insertRejects(db)
    expect(await verb(as('viewer'), { jobId, selection: {} })).toEqual({ ok: false, refusal: { code: 'forbidden' } })
    expect(await statesOf(db, jobId)).toEqual(AS_INSERTED)
  })

  test('finds no job', async ({ context }) => {
    expect(await verb(context, { jobId: 999_999, selection: {} })).toEqual({ ok: false, refusal: { code: 'not_found' } })
  })

  test.for(JOB_STATUSES.filter((status) => !mayIn(name, status)))(
    'is refused in %s, and changes nothing',
    async (status, { db, context }) => {
      const jobId = await insertRejects(db, status)
      expect(await verb(context, { jobId, selection: {} })).toEqual({ ok: false, refusal: { code: 'conflict', status } })
      expect(await statesOf(db, jobId)).toEqual(AS_INSERTED)
      expect(await jobNow(db, jobId)).toMatchObject({ status, discarded: 1, retrying: 0 })
    },
  )

  test.for(JOB_STATUSES.filter((status) => mayIn(name, status)))('is done in %s', async (status, { db, context }) => {
    const jobId = await insertRejects(db, status)
    expect(await verb(context, { jobId, selection: {} })).toMatchObject({ ok: true })
  })
})

test('Discard and its way back, with a reason', async ({ db, context }) => {
  const jobId = await insertRejects(db)
  const reason = ` ${'not ours '.repeat(100)}`
  expect(await discardRejects(context, { jobId, selection: { code: 'not_a_date' }, reason })).toMatchObject({
    ok: true,
    value: { count: 2 },
  })
  expect(await statesOf(db, jobId)).toEqual(['discarded', 'discarded', 'discarded', 'loaded', 'open'])
  expect(await jobNow(db, jobId)).toMatchObject({ rejects: 4, discarded: 3 })
  const [first] = await db.query.rejects.findMany({ where: (t, { eq }) => eq(t.jobId, jobId), orderBy: (t, { asc }) => asc(t.record) })
  const kept = reason.trim().slice(0, REASON_LENGTH)
  expect(first).toMatchObject({ decidedBy: 'Ada', decidedAt: expect.any(Date), decidedReason: kept })

  expect(await reopenRejects(context, { jobId, selection: { records: [1, 3] } })).toEqual({ ok: true, value: { count: 2 } })
  expect(await statesOf(db, jobId)).toEqual(['open', 'discarded', 'open', 'loaded', 'open'])
  expect(await jobNow(db, jobId)).toMatchObject({ rejects: 4, discarded: 1 })
  expect((await listJournal(db, jobId)).entries).toMatchObject([
    { code: 'rejects.discarded', params: { actor: 'Ada', count: 2, reason: kept } },
    { code: 'rejects.reopened', params: { actor: 'Ada', count: 2 } },
  ])
  expect(await discardRejects(context, { jobId, selection: { code: 'no_such' } })).toMatchObject({ ok: true, value: { count: 0 } })
})

test('what one verb did is taken back by its moment, and what was done before stays', async ({ db, context }) => {
  const jobId = await insertRejects(db)
  const discarded = await discardRejects(context, { jobId, selection: {} })
  if (!discarded.ok) throw new Error(discarded.refusal.code)
  expect(await reopenRejects(context, { jobId, selection: { decidedAt: discarded.value.at } })).toEqual({ ok: true, value: { count: 3 } })
  expect(await statesOf(db, jobId)).toEqual(AS_INSERTED)
  await repairRejects(context, { jobId, selection: { records: [1] }, repair })
  const repaired = await repairRejects(context, { jobId, selection: {}, repair })
  if (!repaired.ok) throw new Error(repaired.refusal.code)
  expect(await restoreRejects(context, { jobId, selection: { decidedAt: repaired.value.at } })).toEqual({ ok: true, value: { count: 2 } })
  expect(await statesOf(db, jobId)).toEqual(['open as 0;31/12/2000', 'open', 'discarded', 'loaded', 'open'])
})

test('Repair and its way back', async ({ db, context }) => {
  const jobId = await insertRejects(db)
  expect(await repairRejects(context, { jobId, selection: {}, repair })).toMatchObject({ ok: true, value: { changed: 3, unwritable: 0 } })
  expect(await statesOf(db, jobId)).toEqual([
    'open as 0;31/12/2000',
    'open as 1;31/12/2001',
    'discarded',
    'loaded',
    'open as seven;31/12/2004',
  ])
  // One builds on the other, and what is as in the file again is no repair.
  const set = { kind: 'set', column: 'id', value: '7' } as const
  expect(await repairRejects(context, { jobId, selection: { search: 'seven' }, repair: set })).toMatchObject({ value: { changed: 1 } })
  const back = { kind: 'set', column: 'born', value: '12/31/2000' } as const
  expect(await repairRejects(context, { jobId, selection: { records: [1] }, repair: back })).toMatchObject({ value: { changed: 1 } })
  expect(await statesOf(db, jobId)).toEqual(['open', 'open as 1;31/12/2001', 'discarded', 'loaded', 'open as 7;31/12/2004'])
  expect(await restoreRejects(context, { jobId, selection: {} })).toEqual({ ok: true, value: { count: 2 } })
  expect(await statesOf(db, jobId)).toEqual(AS_INSERTED)
  // The same at once; where one of them makes no sense, none is done.
  expect(await repairRejects(context, { jobId, selection: { search: 'seven' }, repair: [repair, set] })).toMatchObject({
    value: { changed: 1 },
  })
  expect((await statesOf(db, jobId)).at(-1)).toBe('open as 7;31/12/2004')
  const nonsense = { kind: 'clear', column: 'no such' } as const
  expect(await repairRejects(context, { jobId, selection: {}, repair: [repair, nonsense] })).toMatchObject({ refusal: { code: 'invalid' } })
  expect(await restoreRejects(context, { jobId, selection: {} })).toEqual({ ok: true, value: { count: 1 } })
  expect((await listJournal(db, jobId)).entries.map(({ code, params }) => [code, params.count])).toEqual([
    ['rejects.repaired', 3],
    ['rejects.repaired', 1],
    ['rejects.repaired', 1],
    ['rejects.restored', 2],
    ['rejects.repaired', 1],
    ['rejects.restored', 1],
  ])
})

test('who looks at the job hears of repairs, though they change no counter', async ({ db, sql, context }) => {
  const jobId = await insertRejects(db)
  const heard: unknown[] = []
  const { unlisten } = await sql.listen('quayside_jobs', (payload) => heard.push(JSON.parse(payload)))
  const before = await jobNow(db, jobId)
  await repairRejects(context, { jobId, selection: {}, repair })
  await expect.poll(() => heard).toEqual([{ id: jobId, status: 'finished', created: false }])
  const repaired = await jobNow(db, jobId)
  expect(repaired.updatedAt > before.updatedAt).toBe(true)
  await restoreRejects(context, { jobId, selection: {} })
  await expect.poll(() => heard).toHaveLength(2)
  expect((await jobNow(db, jobId)).updatedAt > repaired.updatedAt).toBe(true)
  await unlisten()
})

test('a repair that makes no sense is refused', async ({ db, context }) => {
  const jobId = await insertRejects(db)
  const invalid = { ok: false, refusal: { code: 'invalid' } }
  expect(await repairRejects(context, { jobId, selection: {}, repair: { kind: 'clear', column: 'no such' } })).toEqual(invalid)
  expect(await repairRejects(context, { jobId, selection: {}, repair: { kind: 'raw', text: '1;' } })).toEqual(invalid)
  expect(await repairRejects(context, { jobId, selection: { records: [1] }, repair: { kind: 'raw', text: '1;\n2;' } })).toEqual(invalid)
  expect(await repairRejects(context, { jobId, selection: { records: [1] }, repair: { kind: 'raw', text: '1;x' } })).toMatchObject({
    ok: true,
  })
})

test('Retry sends the job to the workers, and counts what waits', async ({ db, context }) => {
  const jobId = await insertRejects(db)
  const sent = await retryRejects(context, { jobId, selection: { code: 'not_a_date' } })
  expect(sent).toEqual({ ok: true, value: { count: 2, status: 'running', version: (await jobNow(db, jobId)).updatedAt.toISOString() } })
  expect(await statesOf(db, jobId)).toEqual(['retrying', 'retrying', 'discarded', 'loaded', 'open'])
  expect(await jobNow(db, jobId)).toMatchObject({ status: 'running', rejects: 4, retrying: 2, retryTotal: 2, finishedAt: null })
  expect(await messagesOf(db, jobId)).toBe(1)
})

test('where nothing is open, nothing is retried', async ({ db, context }) => {
  const jobId = await insertRejects(db)
  const none = { ok: false, refusal: { code: 'no_rejects' } }
  expect(await retryRejects(context, { jobId, selection: { records: [3, 4] } })).toEqual(none)
  expect(await repairAndRetry(context, { jobId, selection: { records: [4] }, repair })).toEqual(none)
  expect(await jobNow(db, jobId)).toMatchObject({ status: 'finished', retrying: 0 })
  expect(await messagesOf(db, jobId)).toBe(0)
})

test('Cancel before a worker has come leaves them as they were, for good', async ({ db, context }) => {
  const jobId = await insertRejects(db)
  await retryRejects(context, { jobId, selection: {} })
  expect(await cancelJob(context, { jobId })).toEqual({ ok: true, value: { status: 'cancelled' } })
  expect(await statesOf(db, jobId)).toEqual(AS_INSERTED)
  expect(await jobNow(db, jobId)).toMatchObject({ rejects: 4, discarded: 1, retrying: 0, retryTotal: 0 })
  expect((await listJournal(db, jobId)).entries.at(-1)).toMatchObject({ code: 'move.cancelled' })
  expect((await listJournal(db, jobId)).entries).toContainEqual(expect.objectContaining({ code: 'retry.left', params: { count: 3 } }))
})

test('what waits in a paused job can be taken back', async ({ db, context }) => {
  const jobId = await insertRejects(db)
  await retryRejects(context, { jobId, selection: {} })
  await pauseJob(context, { jobId })
  expect(await reopenRejects(context, { jobId, selection: { records: [1, 3, 5] } })).toEqual({ ok: true, value: { count: 3 } })
  expect(await statesOf(db, jobId)).toEqual(['open', 'retrying', 'open', 'loaded', 'open'])
  expect(await jobNow(db, jobId)).toMatchObject({ status: 'paused', rejects: 4, discarded: 0, retrying: 1, retryTotal: 1 })
  const told = (await listJournal(db, jobId)).entries.slice(-2).map(({ code, params }) => [code, params.count])
  expect(told).toEqual([
    ['rejects.reopened', 1],
    ['retry.left', 2],
  ])
})

test('of two people who retry at the same instant one is told that the other was faster', async ({ db, context }) => {
  const jobId = await insertRejects(db)
  const [first, second] = await Promise.all([1, 2].map((record) => retryRejects(context, { jobId, selection: { records: [record] } })))
  expect([first, second].filter((outcome) => outcome?.ok)).toHaveLength(1)
  expect([first, second]).toContainEqual({ ok: false, refusal: { code: 'conflict', status: 'running' } })
  expect(await jobNow(db, jobId)).toMatchObject({ retrying: 1, retryTotal: 1 })
})

test.for<[string, RejectSelection, number[]]>([
  ['all', {}, [1, 2, 3, 4, 5]],
  ['numbers', { records: [2, 9] }, [2]],
  ['none of no numbers', { records: [] }, []],
  ['a reason', { code: 'not_a_date' }, [1, 2, 3, 4]],
  ['a column', { column: 'id' }, [5]],
  ['no column', { column: null }, []],
  ['a state', { state: 'open' }, [1, 2, 5]],
  ['part of the record', { search: 'EVEN' }, [5]],
  ['signs that are none', { search: '%' }, []],
  ['a line or a record', { search: '4' }, [3, 4, 5]],
  ['a reason and a state', { code: 'not_a_date', state: 'discarded' }, [3]],
])('a selection means the same wherever it stands: %s', async ([, selection, records], { db }) => {
  const jobId = await insertRejects(db)
  const rows = await db.select({ record: rejects.record }).from(rejects).where(selectedRejects(jobId, selection)).orderBy(rejects.record)
  expect(rows.map(({ record }) => record)).toEqual(records)
})
