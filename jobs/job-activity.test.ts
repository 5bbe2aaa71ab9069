import { expect } from 'vitest'
import { jobActivity } from '#jobs/job-activity.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const at = (text: string) => new Date(`2026-03-${text}Z`)
const EDGES = [at('01T00:00'), at('02T00:00'), at('03T00:00')]

test('jobs are counted where they began, by status', async ({ db }) => {
  await insertJob(db, 'finished', { startedAt: at('01T00:00'), owner: 'Grace' })
  await insertJob(db, 'finished', { startedAt: at('01T23:59:59.999'), templateId: 7 })
  await insertJob(db, 'editing', { createdAt: at('01T12:00') })
  await insertJob(db, 'paused', { createdAt: at('01T12:00'), startedAt: at('02T12:00') })
  await insertJob(db, 'paused', { startedAt: at('03T00:00') })
  const bars = await jobActivity(db, {}, EDGES)
  expect(bars).toEqual([
    { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z', counts: { finished: 2, editing: 1 }, more: false },
    { from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z', counts: { paused: 1 }, more: false },
  ])
  const own = await jobActivity(db, { owner: 'Grace', from: at('02T00:00').toISOString() }, EDGES)
  expect(own.map(({ counts }) => counts)).toEqual([{ finished: 1 }, {}])
  expect((await jobActivity(db, { template: 7 }, EDGES)).map(({ counts }) => counts)).toEqual([{ finished: 1 }, {}])
  expect(await jobActivity(db, {}, [at('01T00:00')])).toEqual([])
})

test('where the exact answer takes too long, the first of each bar are counted', async ({ db, sql }) => {
  const edges = [new Date('2020-01-01'), new Date('2020-01-02'), new Date('2020-01-03')]
  await sql`insert into quayside.jobs (kind, label, owner, status, created_at)
    select 'import', '', case when n % 2 = 0 then 'Ada' else 'Grace' end, 'finished', '2020-01-01' from generate_series(1, 600) n`
  await insertJob(db, 'paused', { createdAt: new Date('2020-01-02') })
  const hold = await sql.reserve()
  await hold`begin`
  await hold`lock quayside.jobs in access exclusive mode`
  const counting = jobActivity(db, { owner: 'Ada' }, edges)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  await hold`rollback`
  hold.release()
  const [first, second] = await counting
  expect(first).toMatchObject({ more: true })
  expect(first?.counts.finished).toBeGreaterThan(0)
  expect(first?.counts.finished).toBeLessThan(300)
  expect(second).toMatchObject({ counts: { paused: 1 }, more: false })
})
