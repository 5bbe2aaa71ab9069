import { describe, expect } from 'vitest'
import { REASON_LENGTH } from '#jobs/ask-to-stop.ts'
import { cancelJob } from '#jobs/cancel.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { moveJob } from '#jobs/move.ts'
import { pauseJob } from '#jobs/pause.ts'
import { showJob } from '#jobs/show-job.ts'
import { JOB_STATUSES, verbsFrom } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob, insertLeased, statusNow } from '#test/jobs.ts'

const STOPS = [
  { verb: 'pause', ask: pauseJob, leased: 'pausing', idle: 'paused' },
  { verb: 'cancel', ask: cancelJob, leased: 'cancelling', idle: 'cancelled' },
] as const

describe.for(STOPS)('$verb', ({ verb, ask, leased, idle }) => {
  test('asks the worker that runs the job', async ({ db, context }) => {
    const jobId = await insertLeased(db, 'running')
    expect(await ask(context, { jobId })).toEqual({ ok: true, value: { status: leased } })
    expect(await statusNow(db, jobId)).toBe(leased)
  })

  test('ends at once where no worker has the job', async ({ db, context }) => {
    const jobId = await insertJob(db, 'running')
    expect(await ask(context, { jobId })).toEqual({ ok: true, value: { status: idle } })
    expect(await statusNow(db, jobId)).toBe(idle)
  })

  test('keeps the reason, for the journal and whoever looks', async ({ db, context }) => {
    const jobId = await insertLeased(db, 'running')
    await ask(context, { jobId, reason: ` ${'wrong file '.repeat(100)}` })
    const reason = 'wrong file '.repeat(100).trim().slice(0, REASON_LENGTH)
    expect((await showJob(context, jobId))?.moves).toMatchObject([{ by: verb, actor: 'Ada', reason }])
    expect((await listJournal(db, jobId)).entries).toMatchObject([{ code: `move.${verb}`, params: { actor: 'Ada', reason } }])
  })

  test('is not for viewers', async ({ db, as }) => {
    const jobId = await insertLeased(db, 'running')
    expect(await ask(as('viewer'), { jobId })).toEqual({ ok: false, refusal: { code: 'forbidden' } })
    expect(await statusNow(db, jobId)).toBe('running')
  })

  test('finds no job', async ({ context }) => {
    expect(await ask(context, { jobId: 999_999 })).toEqual({ ok: false, refusal: { code: 'not_found' } })
  })

  test.for(JOB_STATUSES.filter((status) => !verbsFrom(status).includes(verb)))('is refused in %s', async (status, { db, context }) => {
    const jobId = await insertJob(db, status)
    expect(await ask(context, { jobId })).toEqual({ ok: false, refusal: { code: 'conflict', status } })
    expect(await statusNow(db, jobId)).toBe(status)
  })
})

/** Fifty jobs at a time, so that the pool of connections is full of rivals. */
async function together(times: number, race: (round: number) => Promise<void>): Promise<void> {
  for (let first = 0; first < times; first += 50) await Promise.all(Array.from({ length: 50 }, (_, index) => race(first + index)))
}

describe('two people press Pause and Cancel on the same job at the same instant', () => {
  test('200 times on a job that a worker holds', async ({ db, context }) => {
    await together(200, async (round) => {
      const jobId = await insertLeased(db, 'running')
      const asks = [() => pauseJob(context, { jobId }), () => cancelJob(context, { jobId })]
      const answers = await Promise.all((round % 2 ? asks : asks.toReversed()).map((ask) => ask()))
      const [paused, cancelled] = round % 2 ? answers : answers.toReversed()
      // Cancel is legal before and after Pause; Pause only before Cancel.
      expect(cancelled).toEqual({ ok: true, value: { status: 'cancelling' } })
      if (paused?.ok) expect(paused.value.status).toBe('pausing')
      else expect(paused).toEqual({ ok: false, refusal: { code: 'conflict', status: 'cancelling' } })
      const moves = (await showJob(context, jobId))?.moves.map(({ from, to }) => `${from} ${to}`).reverse()
      expect(moves).toEqual(paused?.ok ? ['running pausing', 'pausing cancelling'] : ['running cancelling'])
    })
  })

  test('100 times on a job that waits in line', async ({ db, context }) => {
    await together(100, async () => {
      const jobId = await insertJob(db, 'running')
      const [paused, cancelled] = await Promise.all([pauseJob(context, { jobId }), cancelJob(context, { jobId })])
      expect(cancelled).toEqual({ ok: true, value: { status: 'cancelled' } })
      if (!paused?.ok) expect(paused).toEqual({ ok: false, refusal: { code: 'conflict', status: 'cancelled' } })
      expect(await statusNow(db, jobId)).toBe('cancelled')
    })
  })

  test('100 times Pause twice: one wins', async ({ db, context }) => {
    await together(100, async () => {
      const jobId = await insertLeased(db, 'running')
      const answers = await Promise.all([pauseJob(context, { jobId }), pauseJob(context, { jobId })])
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
      expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: { code: 'conflict', status: 'pausing' } })
    })
  })

  test('100 times against the worker that just finished', async ({ db, context }) => {
    await together(100, async () => {
      const jobId = await insertLeased(db, 'running')
      const [asked, finished] = await Promise.all([cancelJob(context, { jobId }), moveJob(db, jobId, { by: 'worker', to: 'finished' })])
      if (finished) expect(asked).toEqual({ ok: false, refusal: { code: 'conflict', status: 'finished' } })
      else expect(asked).toEqual({ ok: true, value: { status: 'cancelling' } })
    })
  })
})
