import { expect } from 'vitest'
import { countForMany } from '#jobs/count-for-many.ts'
import { COUNT_LIMIT } from '#jobs/count-jobs.ts'
import { isPossible, JOB_STATUSES, MANY_VERBS } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const exactly = (count: number) => ({ count, more: false })

test('counts what matches, and for how many of it each verb is possible', async ({ db }) => {
  const search = 'counted'
  for (const status of JOB_STATUSES) await insertJob(db, status, { label: search })
  await insertJob(db, 'paused', { label: search })
  const newest = await insertJob(db, 'finished', { label: 'another' })
  const counts = await countForMany(db, { search })
  expect(counts.upTo).toBe(newest)
  expect(counts.total).toEqual(exactly(JOB_STATUSES.length + 1))
  for (const verb of MANY_VERBS) {
    const statuses = [...JOB_STATUSES, 'paused' as const].filter((status) => isPossible(verb, status))
    expect(counts.possible[verb], verb).toEqual(exactly(statuses.length))
  }
  expect(await countForMany(db, { search, status: ['paused'] })).toMatchObject({
    total: exactly(2),
    possible: { start: exactly(2), pause: exactly(0), cancel: exactly(2), delete: exactly(0) },
  })
})

test('counts no further than it must, and says so', async ({ db, sql }) => {
  await sql`insert into quayside.jobs (kind, status, label, owner)
    select 'import', 'finished', 'very many', 'Ada' from generate_series(1, ${COUNT_LIMIT + 1})`
  const many = { count: COUNT_LIMIT, more: true }
  expect(await countForMany(db, { search: 'very many' })).toMatchObject({ total: many, possible: { pause: exactly(0), delete: many } })
})
