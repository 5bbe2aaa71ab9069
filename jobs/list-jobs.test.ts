import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Db } from '#db/client.ts'
import { type Job, jobs } from '#db/schema.ts'
import { type JobFilter, SORTS, type Sort } from '#jobs/job-filter.ts'
import { listJobs, PAGE_SIZE } from '#jobs/list-jobs.ts'
import { JOB_STATUSES } from '#jobs/status.ts'
import { test as base } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

const test = base
  .extend('empty', { auto: true }, async ({ db }) => {
    await db.delete(jobs)
  })
  .extend(
    'found',
    ({ db }) =>
      async (filter: JobFilter) =>
        (await listJobs(db, filter)).jobs.map(({ label }) => label),
  )

test('filters are joined by and, statuses by or', async ({ db, found }) => {
  await insertJob(db, 'finished', { label: 'one', rejects: 3, owner: 'Grace', tableSchema: 'sales', tableName: 'a.b', templateId: 7 })
  await insertJob(db, 'paused', { label: 'two', kind: 'export', tableSchema: 'public', tableName: 'a.b', templateId: 8 })
  await insertJob(db, 'finished', { label: 'three', kind: 'export', templateId: 7 })
  expect(await found({})).toEqual(['three', 'two', 'one'])
  expect(await found({ status: [] })).toEqual(['three', 'two', 'one'])
  expect(await found({ status: ['finished'] })).toEqual(['three', 'one'])
  expect(await found({ status: ['finished', 'paused'], kind: 'export' })).toEqual(['three', 'two'])
  expect(await found({ status: ['cancelled', 'paused'] })).toEqual(['two'])
  expect(await found({ rejects: 'with' })).toEqual(['one'])
  expect(await found({ rejects: 'without' })).toEqual(['three', 'two'])
  expect(await found({ rejects: 'with', kind: 'export' })).toEqual([])
  expect(await found({ owner: 'Grace' })).toEqual(['one'])
  expect(await found({ owner: 'grace' })).toEqual([])
  expect(await found({ template: 7 })).toEqual(['three', 'one'])
  expect(await found({ template: 7, rejects: 'with' })).toEqual(['one'])
  expect(await found({ template: 9 })).toEqual([])
  expect(await found({ table: { schema: 'sales', name: 'a.b' } })).toEqual(['one'])
  expect(await found({ table: { schema: 'public', name: 'a.b' }, owner: 'Ada' })).toEqual(['two'])
})

test('a period holds the jobs that began in it, and the drafts that were made in it', async ({ db, found }) => {
  const [march, april] = ['2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']
  await insertJob(db, 'editing', { label: 'draft of march', createdAt: new Date(march) })
  await insertJob(db, 'finished', {
    label: 'ended in april',
    createdAt: new Date('2026-01-01'),
    startedAt: new Date('2026-03-31T23:59:59.999Z'),
  })
  await insertJob(db, 'finished', { label: 'begun in april', createdAt: new Date(march), startedAt: new Date(april) })
  expect(await found({ from: march, to: april })).toEqual(['ended in april', 'draft of march'])
  expect(await found({ from: april })).toEqual(['begun in april'])
  expect(await found({ to: march })).toEqual([])
})

test('the search finds labels, tables, files and numbers, and takes signs as they stand', async ({ db, found }) => {
  const jobId = await insertJob(db, 'paused', { label: 'Été 100%_net \\ "O\'Hara"', tableName: 'Kunden', fileName: 'Straße.csv' })
  const label = ['Été 100%_net \\ "O\'Hara"']
  expect(await found({ search: 'ÉTÉ' })).toEqual(label)
  expect(await found({ search: ' 100%_N ' })).toEqual(label)
  expect(await found({ search: '\\ "o\'h' })).toEqual(label)
  expect(await found({ search: 'kund' })).toEqual(label)
  expect(await found({ search: 'STRASSE' })).toEqual([])
  expect(await found({ search: 'straße.CSV' })).toEqual(label)
  expect(await found({ search: String(jobId) })).toEqual(label)
  expect(await found({ search: '100__' })).toEqual([])
  expect(await found({ search: '9'.repeat(40) })).toEqual([])
})

test('a longer part is found by its pieces as it is without them, wherever it begins', async ({ db }) => {
  const letters = fc.string({ unit: fc.constantFrom(...'aAéÉßẞçİıΣσς 19_%.-/😀'), minLength: 8, maxLength: 16 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(letters, { minLength: 1, maxLength: 6 }),
      fc.nat(8),
      fc.integer({ min: 7, max: 16 }),
      async (labels, from, size) => {
        await db.delete(jobs)
        for (const label of labels) await insertJob(db, 'finished', { label, fileName: '2026-11.csv', tableName: 'Kunden' })
        const search = [...`${labels[0]} 2026-11.csv Kunden`].slice(from, from + size).join('')
        const asked = async (byPieces: number) =>
          (await listJobs(db, { search }, {}, { patience: { byPieces, inOrder: 5000, allThatMatch: 0 } })).jobs.map(({ label }) => label)
        const plain = await asked(0)
        expect(plain).toContain(labels[0])
        expect(await asked(5000)).toEqual(plain)
      },
    ),
    { numRuns: 60 },
  )
})

test('what did not end yet comes after all that did', async ({ db }) => {
  for (const [label, end] of Object.entries({ first: '2026-01-01', none: null, last: '2026-01-02' }))
    await insertJob(db, end ? 'finished' : 'paused', { label, finishedAt: end ? new Date(end) : null })
  const labels = async (descending: boolean) => (await listJobs(db, {}, { sort: { by: 'end', descending } })).jobs.map(({ label }) => label)
  expect(await labels(false)).toEqual(['first', 'last', 'none'])
  expect(await labels(true)).toEqual(['none', 'last', 'first'])
})

test.for(['label', 'owner'] as const)('by %s jobs stand as people look for them', async (by, { db }) => {
  for (const name of ['zone 10', 'Zone 9', 'été', 'Eta', 'ETZ', 'Ärger', 'Bach']) await insertJob(db, 'editing', { [by]: name })
  const { jobs } = await listJobs(db, {}, { sort: { by, descending: false } })
  expect(jobs.map((job) => job[by])).toEqual(['Ärger', 'Bach', 'Eta', 'été', 'ETZ', 'Zone 9', 'zone 10'])
})

describe('pages', () => {
  test('follow each other without a gap, whatever is added on top meanwhile', async ({ db }) => {
    const ids = await insertMany(db, PAGE_SIZE + 1)
    const first = await listJobs(db, { search: 'page' })
    expect(first).toMatchObject({ previous: null })
    expect(first.jobs.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, PAGE_SIZE))
    await insertMany(db, 1)
    const second = await listJobs(db, { search: 'page' }, { after: first.next ?? '' })
    expect(second).toMatchObject({ jobs: [{ id: ids[0] }], next: null })
    // Back again the first page is whole, with what has come.
    const back = await listJobs(db, { search: 'page' }, { before: second.previous ?? '' })
    expect(back.jobs.map(({ id }) => id)).toEqual(first.jobs.map(({ id }) => id))
    const top = await listJobs(db, { search: 'page' }, { before: back.previous ?? '' })
    expect(top).toMatchObject({ previous: null })
    expect(top.jobs).toHaveLength(PAGE_SIZE)
    expect(top.jobs[1]?.id).toBe(first.jobs[0]?.id)
  })

  test('that are just full have no next one', async ({ db }) => {
    await insertMany(db, PAGE_SIZE)
    expect(await listJobs(db, {})).toMatchObject({ next: null, previous: null })
  })

  test('begin again where all that followed is gone', async ({ db }) => {
    const [oldest = 0, next = 0] = await insertMany(db, 2)
    const { jobs } = await listJobs(db, {}, { after: String(oldest) })
    expect(jobs.map(({ id }) => id)).toEqual([next, oldest])
  })

  test('are the first where the cursor is broken, of another sort, or names what the database cannot read', async ({ db }) => {
    const ids = (await insertMany(db, 3)).toReversed()
    const word = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const broken: [Sort['by'], string][] = [
      ['number', 'x'],
      ['number', '9'.repeat(30)],
      ['number', word(['start', 1001, '0'])],
      ['number', word(['number', '1001'])],
      ['number', word(['number', 1e30])],
      ['number', word({})],
      ['start', '1001'],
      ['start', word(['start', 1001])],
      ['start', word(['start', 1001, '2026-13-01'])],
      ['start', word(['start', 1001, '1'.repeat(18)])],
      ['label', word(['label', 1001, 'a\0b'])],
      ['label', word(['label', 1001, '\ud800'])],
      ['rejects', word(['rejects', 1001, "0'"])],
    ]
    for (const [by, cursor] of broken)
      for (const name of ['after', 'before']) {
        const page = await listJobs(db, {}, { sort: { by, descending: true }, [name]: cursor })
        expect(
          page.jobs.map(({ id }) => id),
          `${name} ${cursor}`,
        ).toEqual(ids)
      }
  })

  test('lead through exactly all that is meant, forwards and backwards, by every sort', async ({ db }) => {
    await insertMixture(db, 230)
    const all = await db.select().from(jobs)
    for (const by of SORTS)
      for (const descending of [true, false])
        for (const [filter, means] of FILTERS) {
          const sort = { by, descending }
          const forwards = await walk(db, filter, sort)
          const ids = forwards.flat()
          const what = `${JSON.stringify(sort)} ${JSON.stringify(filter)}`
          expect(ids.toSorted(), what).toEqual(
            all
              .filter(means)
              .map(({ id }) => id)
              .toSorted(),
          )
          expect(
            isSorted(
              ids.map((id) => all.find((job) => job.id === id) as Job),
              // Under a period the order is that of the beginnings.
              filter.from && by === 'number' ? { by: 'start', descending } : sort,
            ),
            what,
          ).toBe(true)
          expect(await walkBack(db, filter, sort), what).toEqual(forwards)
        }
  })

  test('lead through exactly all that is meant where only a stretch is looked through for each', async ({ db }) => {
    await insertMixture(db, 230)
    const all = await db.select().from(jobs)
    const bounds = { patience: { byPieces: 0, inOrder: 0, allThatMatch: 0 }, window: 40 }
    const rare: typeof FILTERS = [
      [{ search: 'label 18', owner: 'Ada' }, ({ label, owner }) => label === 'Label 18' && owner === 'Ada'],
      [{ search: 'none' }, () => false],
      [{ search: 'Label É7' }, ({ label }) => label.toLowerCase() === 'label é7'],
    ]
    for (const by of SORTS)
      for (const [filter, means] of [...FILTERS, ...rare]) {
        const sort = { by, descending: by !== 'label' }
        const expected = all.filter(means).map(({ id }) => id)
        const what = `${by} ${JSON.stringify(filter)}`
        const pages = await walk(db, filter, sort, undefined, bounds)
        expect(pages.flat().toSorted(), what).toEqual(expected.toSorted())
        // The first page is whole again, so that it may repeat what stood on those behind it.
        expect([...new Set((await walkBack(db, filter, sort, bounds)).flat())].toSorted(), what).toEqual(expected.toSorted())
      }
    expect(await listJobs(db, { search: 'none' }, {}, bounds)).toMatchObject({ jobs: [], partial: true, next: expect.any(String) })
    expect(await listJobs(db, { search: 'none' }, {}, { ...bounds, window: 231 })).toMatchObject({ jobs: [], partial: false, next: null })
  })

  test('neither lose nor double a job that stays, whatever comes, goes and changes between them', async ({ db }) => {
    const step = fc.record({ insert: fc.nat(20), remove: fc.nat(20), touch: fc.nat(20) })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SORTS),
        fc.boolean(),
        fc.array(step, { minLength: 4, maxLength: 4 }),
        async (by, descending, steps) => {
          await db.delete(jobs)
          const stays = await insertMixture(db, 120)
          const goes = await insertMixture(db, 60)
          const changes = await insertMixture(db, 40)
          let turn = 0
          const seen = await walk(db, {}, { by, descending }, async () => {
            const { insert, remove, touch } = steps[turn++] ?? { insert: 0, remove: 0, touch: 0 }
            await insertMixture(db, insert)
            for (const id of goes.splice(0, remove)) await db.delete(jobs).where(eq(jobs.id, id))
            for (const id of changes.splice(0, touch))
              await db
                .update(jobs)
                .set({ label: `changed ${id}`, rejects: id % 7 })
                .where(eq(jobs.id, id))
          })
          const kept = new Set(stays)
          expect(
            seen
              .flat()
              .filter((id) => kept.has(id))
              .toSorted(),
          ).toEqual(stays.toSorted())
        },
      ),
      { numRuns: 12 },
    )
  })
})

const FILTERS: [JobFilter, (job: Job) => boolean][] = [
  [{}, () => true],
  [{ status: ['finished', 'editing', 'paused'] }, ({ status }) => ['finished', 'editing', 'paused'].includes(status)],
  [{ template: 7 }, ({ templateId }) => templateId === 7],
  [{ template: 7, owner: 'Ada' }, ({ templateId, owner }) => templateId === 7 && owner === 'Ada'],
  [{ owner: 'Ada', status: ['finished'] }, ({ owner, status }) => owner === 'Ada' && status === 'finished'],
  [{ search: 'label a0', rejects: 'without' }, ({ label, rejects }) => label.toLowerCase() === 'label a0' && rejects === 0],
  [{ rejects: 'with', kind: 'import' }, ({ rejects, kind }) => rejects > 0 && kind === 'import'],
  [
    { from: '2026-02-01T00:00:00.000Z', to: '2026-06-01T00:00:00.000Z', search: 'LABEL' },
    ({ begunAt }) => begunAt >= new Date('2026-02-01') && begunAt < new Date('2026-06-01'),
  ],
]

async function insertMany(db: Db, count: number): Promise<number[]> {
  if (count === 0) return []
  const rows = Array.from({ length: count }, () => ({ kind: 'import' as const, label: 'page', owner: 'Ada', status: 'finished' as const }))
  return (await db.insert(jobs).values(rows).returning({ id: jobs.id })).map(({ id }) => id)
}

/** Jobs with many equal values and many missing ones. */
async function insertMixture(db: Db, count: number): Promise<number[]> {
  if (count === 0) return []
  const rows = Array.from({ length: count }, (_, index) => {
    const started = index % 3 === 0 ? null : new Date(Date.UTC(2026, index % 7, 1 + (index % 2), 0, 0, 0, index % 5))
    return {
      kind: index % 4 === 0 ? ('export' as const) : ('import' as const),
      label: `Label ${'aAéÉ 1'[index % 6]}${index % 9}`,
      owner: `${'aAéÉ'[index % 4]}da`,
      status: JOB_STATUSES[index % JOB_STATUSES.length],
      createdAt: new Date(Date.UTC(2026, index % 12)),
      startedAt: started,
      finishedAt: started && index % 5 > 0 ? new Date(started.getTime() + (index % 4) * 1000) : null,
      activeMs: (index % 6) * 1000,
      rejects: index % 8 < 5 ? 0 : index % 3,
      templateId: index % 3 === 0 ? null : 6 + (index % 5),
    }
  })
  return (await db.insert(jobs).values(rows).returning({ id: jobs.id })).map(({ id }) => id)
}

type Bounds = Parameters<typeof listJobs>[3]

/** The numbers on each page, from the first one on. */
async function walk(db: Db, filter: JobFilter, sort: Sort, between = async () => {}, bounds?: Bounds): Promise<number[][]> {
  const pages: number[][] = []
  for (let after: string | undefined; ; ) {
    const page = await listJobs(db, filter, { sort, after }, bounds)
    pages.push(page.jobs.map(({ id }) => id))
    if (page.next === null) return pages
    after = page.next
    await between()
  }
}

/** The same pages, read from the last one up. */
async function walkBack(db: Db, filter: JobFilter, sort: Sort, bounds?: Bounds): Promise<number[][]> {
  let page = await listJobs(db, filter, { sort }, bounds)
  while (page.next) page = await listJobs(db, filter, { sort, after: page.next }, bounds)
  const pages = [page.jobs.map(({ id }) => id)]
  while (page.previous) {
    page = await listJobs(db, filter, { sort, before: page.previous }, bounds)
    pages.unshift(page.jobs.map(({ id }) => id))
  }
  return pages
}

const VALUES: Record<Sort['by'], ((job: Job) => number) | null> = {
  number: ({ id }) => id,
  // The order of letters is the database's; a test of its own looks at it.
  label: null,
  owner: null,
  status: ({ status }) => JOB_STATUSES.indexOf(status),
  kind: ({ kind }) => ['import', 'export'].indexOf(kind),
  start: ({ begunAt }) => begunAt.getTime(),
  end: ({ finishedAt }) => finishedAt?.getTime() ?? Number.POSITIVE_INFINITY,
  duration: ({ activeMs }) => activeMs,
  rejects: ({ rejects }) => rejects,
}

function isSorted(rows: Job[], { by, descending }: Sort): boolean {
  const value = VALUES[by]
  if (value === null) return true
  const ordered = rows.toSorted((a, b) => (value(a) === value(b) ? a.id - b.id : value(a) - value(b)))
  if (descending) ordered.reverse()
  return ordered.every((row, index) => row.id === rows[index]?.id)
}
