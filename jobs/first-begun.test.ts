import { expect } from 'vitest'
import { firstBegun } from '#jobs/first-begun.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

test('the first job is the one that began before all others, whichever was created first', async ({ db }) => {
  expect(await firstBegun(db)).toBeUndefined()
  const [early, late] = [new Date('2026-01-02T03:04:05Z'), new Date('2026-02-02T03:04:05Z')]
  await insertJob(db, 'finished', { startedAt: late })
  await insertJob(db, 'finished', { startedAt: early })
  await insertJob(db, 'editing')
  expect(await firstBegun(db)).toEqual(early)
})
