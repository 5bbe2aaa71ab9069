import { expect } from 'vitest'
import { countForMany } from '#jobs/count-for-many.ts'
import { COUNT_LIMIT } from '#jobs/count-jobs.ts'
import { isPossible, JOB_STATUSES, MANY_VERBS } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

/** Whether there may be more is up to the time that the database takes. */
const counted = (count: number) => expect.objectContaining({ count })

test('counts what matches, and for how many of it each verb is possible', async ({ db }) => {
  const search = 'counted'
  for (const status of JOB_STATUSES) await insertJob(db, status, { label: search })
  await insertJob(db, 'paused', { label: search })
  const newest = await insertJob(db, 'finished', { label: 'another' })
  const counts = await countForMany(db, { search })
  expect(counts.upTo).toBe(newest)
  expect(counts.total).toEqual(counted(JOB_STATUSES.length + 1))
  for (const verb of MANY_VERBS) {
    const statuses = [...JOB_STATUSES, 'paused' as const].filter((status) => isPossible(verb, status))
    expect(counts.possible[verb], verb).toEqual(counted(statuses.length))
  }
  expect(await countForMany(db, { search, status: ['paused'] })).toMatchObject({
    total: counted(2),
    possible: { start: counted(2), pause: counted(0), cancel: counted(2), delete: counted(0) },
  })
})

test('counts no further than it must, and says so', async ({ db, sql }) => {
  await sql`insert into quayside.jobs (kind, status, label, owner)
    select 'import', 'finished', 'very many', 'Ada' from generate_series(1, ${COUNT_LIMIT + 1})`
  const many = { count: COUNT_LIMIT, more: true }
  expect(await countForMany(db, { search: 'very many' })).toMatchObject({ total: many, possible: { pause: counted(0), delete: many } })
})
