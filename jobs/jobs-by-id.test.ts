import { expect } from 'vitest'
import { jobs } from '#db/schema.ts'
import { headOfLine, jobsById } from '#jobs/jobs-by-id.ts'
import { takeLease } from '#jobs/lease.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

test('the jobs that are there are read, with their places in the line', async ({ db }) => {
  await db.delete(jobs)
  const draft = await insertJob(db, 'editing')
  const second = await insertJob(db, 'running', { queuedAt: new Date('2026-03-01T08:00:01Z') })
  const first = await insertJob(db, 'running', { queuedAt: new Date('2026-03-01T08:00:00Z') })
  const read = async () => {
    const found = await jobsById(db, [draft, second, first, 999_999], await headOfLine(db))
    return Object.fromEntries(found.map(({ id, placeInLine }) => [id, placeInLine]))
  }
  expect(await read()).toEqual({ [draft]: null, [first]: 1, [second]: 2 })
  await takeLease(db, first, '00000000-0000-4000-8000-000000000001')
  expect(await read()).toEqual({ [draft]: null, [first]: null, [second]: 1 })
})

test('each change of a job has a later version, also where its transaction began before the one it waited for', async ({ db }) => {
  const jobId = await insertJob(db, 'editing')
  const version = async () => (await jobsById(db, [jobId]))[0]?.version ?? ''
  let before = ''
  await db.transaction(async (slow) => {
    await slow.execute('select now()')
    await db.update(jobs).set({ label: 'Clients avril' })
    before = await version()
    await slow.update(jobs).set({ label: 'Clients mai' })
  })
  expect((await version()) >= before).toBe(true)
})
