import { describe, expect } from 'vitest'
import type { Sql } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { repairAndRetry, repairRejects } from '#engine/repair-rejects.ts'
import { cancelJob } from '#jobs/cancel.ts'
import type { Context } from '#jobs/context.ts'
import { discardRejects } from '#jobs/discard-rejects.ts'
import { listAttempts } from '#jobs/list-attempts.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { pauseJob } from '#jobs/pause.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'
import { reopenRejects } from '#jobs/reopen-rejects.ts'
import { retryRejects } from '#jobs/retry-rejects.ts'
import type { ColumnMapping, FileFormat } from '#jobs/settings.ts'
import { startJob } from '#jobs/start.ts'
import { importByName, runImport, test } from '#test/import.ts'
import { jobNow, storeText } from '#test/jobs.ts'
import { isIn, jobWhen } from '#test/worker.ts'

const TABLE = 'create table public.NAME (id integer primary key, born date, note varchar(5))'
const makeTable = (sql: Sql, name: string, more = '') => sql.unsafe(`${TABLE.replace('NAME', name)}; ${more}`)

const atRest = isIn('finished', 'finished_with_errors', 'cancelled', 'paused')
/** Retries and waits until the job has come to rest. */
async function retried(context: Context, jobId: number, selection: RejectSelection = {}): Promise<Job> {
  expect(await retryRejects(context, { jobId, selection })).toMatchObject({ ok: true })
  return jobWhen(context.db, jobId, atRest)
}

const rejectsOf = (sql: Sql, jobId: number) =>
  sql`select record::int, state, code, "column", value, attempts from quayside.rejects where job_id = ${jobId} order by record`
const idsOf = async (sql: Sql, table: string) => (await sql.unsafe(`select id from ${table} order by id`)).map(({ id }) => id)

/** All counters of a job add up, and say the same of its rejects as the rejects do. */
async function expectSum(sql: Sql, jobId: number): Promise<void> {
  const [job] = await sql`
    select total - unprocessed - success - rejects - empty - doubles - duplicates as missing, processed + unprocessed - total as unread,
      rejects - (select count(*) from quayside.rejects r where r.job_id = j.id and state <> 'loaded') as rejects,
      retrying - (select count(*) from quayside.rejects r where r.job_id = j.id and state = 'retrying') as retrying,
      discarded - (select count(*) from quayside.rejects r where r.job_id = j.id and state = 'discarded') as discarded
    from quayside.jobs j where id = ${jobId}`
  expect(job).toEqual({ missing: '0', unread: '0', rejects: '0', retrying: '0', discarded: '0' })
}

const codesOf = async ({ db }: Context, jobId: number) => (await listJournal(db, jobId)).entries.map(({ code }) => code)

test('what is repaired gets in, what is still wrong stays with its new reason, and all tries are told', async ({ sql, db, context }) => {
  await makeTable(sql, 'several')
  const job = await importByName(
    context,
    'several',
    'id;born;note\n1;2001-02-03;a\n2;03/14/2001;b\n3;03/15/2001;much too long\n4;x;d\n5;2001-02-03;e\n5;2001-02-04;f\n',
  )
  expect(job).toMatchObject({ status: 'finished', total: 6, success: 2, rejects: 4 })

  const repair = { kind: 'date_order', column: 'born', order: 'mdy' } as const
  const asked = { jobId: job.id, selection: { code: 'not_a_date', column: 'born' }, repair }
  expect(await repairAndRetry(context, asked)).toMatchObject({ ok: true, value: { changed: 2, retried: 3 } })
  const after = await jobWhen(db, job.id, isIn('finished'))

  expect(after).toMatchObject({ success: 3, rejects: 3, retrying: 0, retryTotal: 3, processed: 6, finishedAt: expect.any(Date) })
  await expectSum(sql, job.id)
  expect(await sql`select id, born::text, note from several order by id`).toEqual([
    { id: 1, born: '2001-02-03', note: 'a' },
    { id: 2, born: '2001-03-14', note: 'b' },
    { id: 5, born: '2001-02-03', note: 'e' },
  ])
  expect(await rejectsOf(sql, job.id)).toEqual([
    { record: 2, state: 'loaded', code: 'not_a_date', column: 'born', value: '03/14/2001', attempts: 1 },
    { record: 3, state: 'open', code: 'too_long', column: 'note', value: 'much too long', attempts: 1 },
    { record: 4, state: 'open', code: 'not_a_date', column: 'born', value: 'x', attempts: 1 },
    { record: 6, state: 'open', code: 'unique', column: 'id', value: '5', attempts: 0 },
  ])
  expect(await listAttempts(db, job.id, 3)).toMatchObject([
    { attempt: 0, actor: null, code: 'not_a_date', column: 'born', value: '03/15/2001', tried: '3;03/15/2001;much too long' },
    { attempt: 1, actor: 'Ada', code: 'too_long', column: 'note', params: { limit: 5, length: 13 }, tried: '3;2001/03/15;much too long' },
  ])
  expect(await listAttempts(db, job.id, 2)).toMatchObject([{ attempt: 0 }, { attempt: 1, code: null, actor: 'Ada' }])
  expect((await listJournal(db, job.id)).entries.filter(({ code }) => code.startsWith('retry') || code === 'move.retry')).toMatchObject([
    { code: 'move.retry', params: { actor: 'Ada', count: 3 } },
    { code: 'retry.batch', params: { first: 2, last: 4, success: 1, rejects: 2 } },
    { code: 'retry.done', params: { success: 1, rejects: 2 } },
  ])

  // Another round, on what the first one left, and the table has changed its mind about the other.
  await sql`delete from several where id = 5`
  expect(
    await repairRejects(context, { jobId: job.id, selection: { records: [3] }, repair: { kind: 'cut', column: 'note', length: 5 } }),
  ).toMatchObject({
    ok: true,
    value: { changed: 1, unwritable: 0 },
  })
  const last = await retried(context, job.id, { records: [3, 6] })
  expect(last).toMatchObject({ status: 'finished', success: 5, rejects: 1 })
  await expectSum(sql, job.id)
  expect((await listAttempts(db, job.id, 3)).map(({ attempt, code }) => [attempt, code])).toEqual([
    [0, 'not_a_date'],
    [1, 'too_long'],
    [2, null],
  ])
  expect((await listJournal(db, job.id)).entries.findLast(({ code }) => code === 'retry.done')?.params).toEqual({ success: 2, rejects: 0 })
})

test('what stands for bytes that are no text never gets into the table by itself', async ({ sql, context }) => {
  await makeTable(sql, 'garbled')
  const { id: fileId } = await storeText(
    context.db,
    Buffer.concat([Buffer.from('id;born;note\n1;;ab\n2;;a'), Buffer.from([0xff]), Buffer.from('b\n3;;a�\n3;;x\n')]),
  )
  const columns = ['id', 'born', 'note'].map((name): ColumnMapping => ({ name, target: name, decimalSign: '.', dateOrder: 'ymd' }))
  const job = await runImport(context, 'garbled', { fileId, format: { separator: ';' }, columns })
  expect(await rejectsOf(sql, job.id)).toMatchObject([
    { record: 2, code: 'invalid_characters' },
    { record: 4, code: 'unique' },
  ])
  expect(await retried(context, job.id)).toMatchObject({ rejects: 2 })
  // A repair elsewhere in the record changes nothing about it.
  const selection = { records: [2] }
  await repairAndRetry(context, { jobId: job.id, selection, repair: { kind: 'set', column: 'born', value: 'x' } })
  await jobWhen(context.db, job.id, atRest)
  await repairAndRetry(context, { jobId: job.id, selection, repair: { kind: 'clear', column: 'born' } })
  expect(await jobWhen(context.db, job.id, atRest)).toMatchObject({ rejects: 2 })
  await repairAndRetry(context, { jobId: job.id, selection, repair: { kind: 'replace', column: 'note', find: '�', replace: 'é' } })
  expect(await jobWhen(context.db, job.id, atRest)).toMatchObject({ rejects: 1 })
  expect(await sql`select note from garbled order by id`).toEqual([{ note: 'ab' }, { note: 'aéb' }, { note: 'a�' }])
  await expectSum(sql, job.id)
})

describe('records with a key', () => {
  const text = 'id;born;note\n1;;a\n2;x;first\n2;y;secon\n1;z;other\n'
  const all = { kind: 'clear', column: 'born' } as const

  test.for([
    ['update', 'update', { success: 3, doubles: 1, duplicates: 0, rejects: 0 }, ['other', 'secon']],
    ['ignore', 'ignore', { success: 2, doubles: 1, duplicates: 1, rejects: 0 }, ['a', 'first']],
    ['reject', 'reject', { success: 2, doubles: 0, duplicates: 0, rejects: 2 }, ['a', 'first']],
  ] as const)('doubles %s, duplicates %s', async ([doubles, duplicates, counts, notes], { sql, db, context }) => {
    const table = `keyed_${doubles}`
    await makeTable(sql, table)
    const job = await importByName(context, table, text, { key: ['id'], doubles, duplicates })
    expect(job).toMatchObject({ status: 'finished', success: 1, rejects: 3 })
    await repairAndRetry(context, { jobId: job.id, selection: {}, repair: all })
    expect(await jobWhen(db, job.id, atRest)).toMatchObject({ status: 'finished', ...counts })
    expect((await sql.unsafe(`select note from ${table} order by id`)).map(({ note }) => note)).toEqual(notes)
    await expectSum(sql, job.id)
    if (doubles === 'reject') expect((await rejectsOf(sql, job.id)).map(({ code }) => code)).toEqual(['not_a_date', 'double', 'duplicate'])
  })
})

test('a job that stopped for its rejects is repaired, and then goes on with the rest of its file', async ({ sql, db, context }) => {
  await makeTable(sql, 'stopped')
  const lines = Array.from({ length: 5000 }, (_, i) => `${i + 1};${i < 200 ? '12.31.2001' : '2001-12-31'};x`)
  const job = await importByName(context, 'stopped', `id;born;note\n${lines.join('\n')}\n`, { stopAfter: { rejects: 10 } })
  expect(job).toMatchObject({ status: 'finished_with_errors', rejects: 200 })
  expect(job.processed).toBeLessThan(5000)
  await discardRejects(context, { jobId: job.id, selection: { records: [1, 2, 3] }, reason: 'tests' })
  await repairAndRetry(context, { jobId: job.id, selection: {}, repair: { kind: 'date_order', column: 'born', order: 'mdy' } })
  const after = await jobWhen(db, job.id, atRest)
  expect(after).toMatchObject({ status: 'finished', total: 5000, success: 4997, rejects: 3, discarded: 3 })
  await expectSum(sql, job.id)
  expect(await idsOf(sql, 'stopped')).toEqual(Array.from({ length: 4997 }, (_, i) => i + 4))
})

test('a job that commits all or nothing retries so too', async ({ sql, db, context }) => {
  await makeTable(sql, 'whole')
  const lines = Array.from({ length: 3000 }, (_, i) => `${i + 1};${i % 2 ? 'x' : ''};a`)
  const job = await importByName(context, 'whole', `id;born;note\n${lines.join('\n')}\n`, { commit: 'all_or_nothing' })
  expect(job).toMatchObject({ status: 'finished', success: 1500, rejects: 1500 })
  await repairAndRetry(context, { jobId: job.id, selection: { records: [2, 4, 6] }, repair: { kind: 'clear', column: 'born' } })
  expect(await jobWhen(db, job.id, atRest)).toMatchObject({ status: 'finished', success: 1503, rejects: 1497, held: 0 })
  await repairAndRetry(context, { jobId: job.id, selection: {}, repair: { kind: 'clear', column: 'born' } })
  expect(await jobWhen(db, job.id, atRest)).toMatchObject({ status: 'finished', success: 3000, rejects: 0, held: 0 })
  await expectSum(sql, job.id)
})

describe('in the midst of a retry', () => {
  /** 1,500 rejects of a table that takes its time for each row. */
  async function slowRejects(context: Context, sql: Sql, table: string, settings = {}): Promise<number> {
    await makeTable(
      sql,
      table,
      `create or replace function public.take_time() returns trigger language plpgsql as $$ begin perform pg_sleep(0.002); return new; end $$;
       create trigger slow before insert on public.${table} for each row when (new.id > 1000) execute function public.take_time()`,
    )
    const lines = Array.from({ length: 1502 }, (_, i) => (i < 2 ? `${i + 1};;a` : `${i + 1000};x;a`))
    const job = await importByName(context, table, `id;born;note\n${lines.join('\n')}\n`, { stopAfter: { first: null }, ...settings })
    expect(job).toMatchObject({ status: 'finished', rejects: 1500 })
    await repairRejects(context, { jobId: job.id, selection: {}, repair: { kind: 'clear', column: 'born' } })
    expect(await retryRejects(context, { jobId: job.id, selection: {} })).toMatchObject({ ok: true, value: { count: 1500 } })
    return job.id
  }

  test('Pause keeps what is done, Start goes on with what is left', { timeout: 60_000 }, async ({ sql, db, context }) => {
    const jobId = await slowRejects(context, sql, 'paused_retry')
    await jobWhen(db, jobId, ({ leaseToken }) => leaseToken !== null)
    await jobWhen(db, jobId, ({ success }) => success > 2)
    await pauseJob(context, { jobId })
    const paused = await jobWhen(db, jobId, isIn('paused'))
    await expectSum(sql, jobId)
    expect(paused.retrying).toBeGreaterThan(0)
    expect(paused.retrying).toBeLessThan(1500)
    expect(paused.success + paused.retrying).toBe(1502)
    // The last one is taken back, and stays what it was.
    expect(await reopenRejects(context, { jobId, selection: { records: [1502] } })).toEqual({ ok: true, value: { count: 1 } })
    await startJob(context, { jobId })
    expect(await jobWhen(db, jobId, isIn('finished'))).toMatchObject({ success: 1501, rejects: 1, retrying: 0, retryTotal: 1499 })
    await expectSum(sql, jobId)
    expect(await codesOf(context, jobId)).toEqual(expect.arrayContaining(['move.paused', 'retry.done']))
  })

  test.for(['as_it_goes', 'all_or_nothing'] as const)(
    'Cancel leaves what was not tried as it was: %s',
    { timeout: 60_000 },
    async (commit, { sql, db, context }) => {
      const table = `cancelled_${commit}`
      const jobId = await slowRejects(context, sql, table, { commit })
      await jobWhen(db, jobId, ({ leaseToken }) => leaseToken !== null)
      // Held back or not, some are tried by now.
      await jobWhen(db, jobId, ({ success, held }) => success + held > 2)
      await cancelJob(context, { jobId })
      const job = await jobWhen(db, jobId, isIn('cancelled'))
      expect(job).toMatchObject({ retrying: 0, retryTotal: 0, held: 0 })
      expect(job.rejects).toBeGreaterThan(0)
      expect(job.success > 2).toBe(commit === 'as_it_goes')
      await expectSum(sql, jobId)
      expect((await idsOf(sql, table)).length).toBe(job.success)
      const states = new Set((await rejectsOf(sql, jobId)).map(({ state }) => state))
      expect(states.has('retrying')).toBe(false)
      expect(await codesOf(context, jobId)).toContain('retry.left')
      expect((await jobNow(db, jobId)).status).toBe('cancelled')
    },
  )
})

test.for<[string, Partial<FileFormat>, string]>([
  ['fixed', { kind: 'fixed', widths: [4, 12, 8] }, 'id  born        note\n1   x           a\n2               b\n'],
  ['json', { kind: 'json', header: 0 }, '[{"id":1,"born":"x","note":"a"},\n{"id":2,"note":"b"}]\n'],
  ['backslashes', { separator: ',', escape: 'backslash' }, 'id,born,note\n1,x,"a\\""\n2,,b\n'],
])('a record of any kind of file is repaired and retried: %s', async ([name, format, text], { sql, db, context }) => {
  const table = `format_${name}`
  await makeTable(sql, table)
  const { id: fileId } = await storeText(db, text, `${name}.txt`)
  const columns = ['id', 'born', 'note'].map(
    (column): ColumnMapping => ({ name: column, target: column, decimalSign: '.', dateOrder: 'ymd' }),
  )
  const job = await runImport(context, table, {
    fileId,
    format,
    columns,
  })
  expect(job).toMatchObject({ status: 'finished', success: 1, rejects: 1 })
  await repairAndRetry(context, { jobId: job.id, selection: {}, repair: { kind: 'set', column: 'born', value: '2001-02-03' } })
  expect(await jobWhen(db, job.id, atRest)).toMatchObject({ status: 'finished', success: 2, rejects: 0 })
  expect(await sql.unsafe(`select born::text, note from ${table} where id = 1`)).toMatchObject([
    { born: '2001-02-03', note: name === 'backslashes' ? 'a"' : 'a' },
  ])
})
