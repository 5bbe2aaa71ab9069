import { expect } from 'vitest'
import { type JobFilter, listJobs, PAGE_SIZE } from '#jobs/list-jobs.ts'
import { test as base } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const test = base.extend(
  'found',
  ({ db }) =>
    async (filter: JobFilter) =>
      (await listJobs(db, filter)).jobs.map(({ label }) => label),
)

test('filters are joined by and, statuses by or', async ({ db, found }) => {
  await insertJob(db, 'finished', { label: 'one', rejects: 3 })
  await insertJob(db, 'paused', { label: 'two', kind: 'export' })
  await insertJob(db, 'finished', { label: 'three', kind: 'export' })
  expect(await found({})).toEqual(['three', 'two', 'one'])
  expect(await found({ status: [] })).toEqual(['three', 'two', 'one'])
  expect(await found({ status: ['finished'] })).toEqual(['three', 'one'])
  expect(await found({ status: ['finished', 'paused'], kind: 'export' })).toEqual(['three', 'two'])
  expect(await found({ withRejects: true })).toEqual(['one'])
  expect(await found({ withRejects: true, kind: 'export' })).toEqual([])
})

test('the search finds labels, tables and numbers, and takes signs as they stand', async ({ db, found }) => {
  const jobId = await insertJob(db, 'paused', { label: 'Été 100%_net \\ "O\'Hara"', tableName: 'Kunden' })
  const label = ['Été 100%_net \\ "O\'Hara"']
  expect(await found({ search: 'ÉTÉ' })).toEqual(label)
  expect(await found({ search: ' 100%_N ' })).toEqual(label)
  expect(await found({ search: '\\ "o\'h' })).toEqual(label)
  expect(await found({ search: 'kund' })).toEqual(label)
  expect(await found({ search: String(jobId) })).toEqual(label)
  expect(await found({ search: '100__' })).toEqual([])
  expect(await found({ search: '9'.repeat(40) })).toEqual([])
})

test('pages follow each other without a gap, whatever is added on top meanwhile', async ({ db }) => {
  const ids: number[] = []
  for (let index = 0; index < PAGE_SIZE + 1; index += 1) ids.unshift(await insertJob(db, 'finished', { label: 'page' }))
  const first = await listJobs(db, { search: 'page' })
  expect(first.jobs.map(({ id }) => id)).toEqual(ids.slice(0, PAGE_SIZE))
  await insertJob(db, 'finished', { label: 'page' })
  const second = await listJobs(db, { search: 'page' }, first.next ?? undefined)
  expect(second).toMatchObject({ jobs: [{ id: ids.at(-1) }], next: null })
})

test('a page that is just full has no next one', async ({ db }) => {
  for (let index = 0; index < PAGE_SIZE; index += 1) await insertJob(db, 'finished', { label: 'full' })
  expect((await listJobs(db, { search: 'full' })).next).toBeNull()
})
