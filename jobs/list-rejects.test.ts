import fc from 'fast-check'
import { expect } from 'vitest'
import type { Db } from '#db/client.ts'
import { rejects } from '#db/schema.ts'
import { countRejects, groupRejects, listRefusedValues, listRejects, readRejects } from '#jobs/list-rejects.ts'
import type { RejectSelection } from '#jobs/reject-selection.ts'
import { REJECT_STATES } from '#jobs/status.ts'
import { test } from '#test/database.ts'
import { insertJob } from '#test/jobs.ts'

type Given = Partial<typeof rejects.$inferInsert> & { record: number }

async function insertRejects(db: Db, given: Given[]): Promise<number> {
  const jobId = await insertJob(db, 'finished')
  if (given.length > 0)
    await db
      .insert(rejects)
      .values(given.map((one) => ({ jobId, line: one.record + 1, kind: 'value' as const, code: 'required', raw: '', ...one })))
  return jobId
}

const someReject = fc.record({
  code: fc.constantFrom('not_a_date', 'required', 'unique'),
  column: fc.constantFrom('town', 'day', null),
  state: fc.constantFrom(...REJECT_STATES),
  value: fc.constantFrom('Lyon', 'lyon%', '31/02', null),
  raw: fc.constantFrom('a;b', 'Lyon;c'),
})
const someSelection = fc.record(
  {
    code: fc.constantFrom('not_a_date', 'required', 'nothing'),
    column: fc.constantFrom('town', 'day', null),
    state: fc.constantFrom(...REJECT_STATES),
    search: fc.constantFrom('lyon', '%', 'a;', '  '),
  },
  { requiredKeys: [] },
)

/** The selection by its words, without a database. */
const isMeant =
  ({ code, column, state, search = '' }: RejectSelection) =>
  (reject: Given) =>
    (code === undefined || reject.code === code) &&
    (column === undefined || reject.column === column) &&
    (state === undefined || reject.state === state) &&
    [reject.value, reject.raw].some((text) => text?.toLowerCase().includes(search.trim().toLowerCase()))

test('pages go through what is selected exactly once, forwards and backwards', { timeout: 120_000 }, async ({ db }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someReject, { maxLength: 40 }),
      someSelection,
      fc.integer({ min: 1, max: 7 }),
      async (given, selection, limit) => {
        const all = given.map((one, index): Given => ({ ...one, record: 3 * index + 1 }))
        const jobId = await insertRejects(db, all)
        const expected = all.filter(isMeant(selection)).map(({ record }) => record)

        const forwards: number[] = []
        let page = await listRejects(db, jobId, selection, { limit })
        expect(page.previous).toBeNull()
        for (;;) {
          forwards.push(...page.rejects.map(({ record }) => record))
          if (page.next === null) break
          page = await listRejects(db, jobId, selection, { after: page.next, limit })
        }
        expect(forwards).toEqual(expected)

        const backwards: number[] = []
        page = await listRejects(db, jobId, selection, { before: Number.MAX_SAFE_INTEGER, limit })
        for (;;) {
          backwards.unshift(...page.rejects.map(({ record }) => record))
          if (page.previous === null) break
          page = await listRejects(db, jobId, selection, { before: page.previous, limit })
        }
        expect(backwards).toEqual(expected)

        const whole: number[] = []
        for (let after = 0; ; ) {
          const batch = await readRejects(db, jobId, selection, after, limit)
          whole.push(...batch.map(({ record }) => record))
          const last = batch.at(-1)
          if (!last) break
          after = last.record
        }
        expect(whole).toEqual(expected)

        const counts = await countRejects(db, jobId, selection)
        const counted = counts.filter(
          ({ code, column, state }) =>
            code === (selection.code ?? code) &&
            state === (selection.state ?? state) &&
            (selection.column === undefined || column === selection.column),
        )
        expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length)
      },
    ),
    { numRuns: 60 },
  )
})

test('a search finds what stands behind thousands of others, and pages of it', async ({ db }) => {
  const given = Array.from({ length: 4100 }, (_, index): Given => ({ record: index + 1, value: index % 4099 === 0 ? 'Lyon' : 'Bari' }))
  const jobId = await insertRejects(db, given)
  const found = async (place: Parameters<typeof listRejects>[3]) => {
    const page = await listRejects(db, jobId, { search: 'lyon' }, place)
    return [page.rejects.map(({ record }) => record), page.previous, page.next]
  }
  expect(await found({})).toEqual([[1, 4100], null, null])
  expect(await found({ limit: 1 })).toEqual([[1], null, 1])
  expect(await found({ after: 1, limit: 1 })).toEqual([[4100], 4100, null])
  expect(await found({ before: 4100, limit: 1 })).toEqual([[1], null, 1])
})

test('a row shows as much of the value as a line holds, and the record where no column is to blame', async ({ db }) => {
  const jobId = await insertRejects(db, [
    { record: 1, column: 'town', value: 'x'.repeat(900), code: 'too_long', params: { limit: 20, length: 900 } },
    { record: 2, column: null, code: 'too_few_fields', kind: 'text', raw: 'Lyon;2', repaired: 'Lyon;2;3', attempts: 1 },
  ])
  const { rejects: rows } = await listRejects(db, jobId)
  expect(rows[0]).toMatchObject({
    record: 1,
    line: 2,
    value: 'x'.repeat(200),
    excerpt: null,
    params: { limit: 20, length: 900 },
    repaired: false,
  })
  expect(rows[1]).toMatchObject({ record: 2, value: null, excerpt: 'Lyon;2;3', repaired: true, attempts: 1, state: 'open' })
})

test('records are found by value, by what they were repaired to, by line and by number; signs of patterns are letters', async ({ db }) => {
  const jobId = await insertRejects(db, [
    { record: 10, line: 200, value: '50%', raw: 'a' },
    { record: 20, line: 300, value: '50', raw: 'b', repaired: 'c_d' },
    { record: 30, line: 10, value: null, raw: '\\' },
  ])
  const found = async (search: string) => (await listRejects(db, jobId, { search })).rejects.map(({ record }) => record)
  expect(await found('50')).toEqual([10, 20])
  expect(await found('0%')).toEqual([10])
  expect(await found('C_D')).toEqual([20])
  expect(await found('_')).toEqual([20])
  expect(await found('\\')).toEqual([30])
  expect(await found('10')).toEqual([10, 30])
  expect(await found('b')).toEqual([])
})

test('groups are reasons and columns with different values for example; counts are by state, the most frequent first', async ({ db }) => {
  const dates = ['31/02', '31/02', '30/02', '29/02', '32/01'].map((value, index) => ({
    record: index + 1,
    code: 'not_a_date',
    column: 'day',
    value,
  }))
  const jobId = await insertRejects(db, [
    ...dates,
    { record: 6, code: 'required', column: 'town', state: 'discarded' },
    { record: 7, code: 'too_few_fields', column: null },
    { record: 8, code: 'not_a_date', column: 'day', value: 'x', state: 'loaded' },
    { record: 9, code: 'not_a_date', column: 'until', value: 'y' },
  ])
  expect(await groupRejects(db, jobId, { state: 'open' })).toEqual([
    { code: 'not_a_date', column: 'day', examples: ['31/02', '30/02', '29/02'] },
    { code: 'not_a_date', column: 'until', examples: ['y'] },
    { code: 'too_few_fields', column: null, examples: [] },
  ])
  expect(await groupRejects(db, jobId)).toHaveLength(4)
  const counts = await countRejects(db, jobId)
  expect(counts[0]).toEqual({ state: 'open', code: 'not_a_date', column: 'day', count: 5 })
  expect(counts.slice(1).map(({ state, code, column, count }) => [state, code, column, count])).toEqual(
    [
      ['open', 'not_a_date', 'until', 1],
      ['loaded', 'not_a_date', 'day', 1],
      ['discarded', 'required', 'town', 1],
      ['open', 'too_few_fields', null, 1],
    ].sort((x, y) => `${x[1]} ${x[2] ?? '~'}`.localeCompare(`${y[1]} ${y[2] ?? '~'}`)),
  )
  const days = { code: 'not_a_date', column: 'day', state: 'open' } as const
  const values = [
    { value: '31/02', count: 2 },
    { value: '29/02', count: 1 },
    { value: '30/02', count: 1 },
    { value: '32/01', count: 1 },
  ]
  expect(await listRefusedValues(db, jobId, days)).toEqual({ values, more: false, looked: null })
  // Exactly as many as there are is not more than there are.
  expect(await listRefusedValues(db, jobId, days, { values: 4, rejects: 5 })).toEqual({ values, more: false, looked: null })
  const few = await listRefusedValues(db, jobId, days, { values: 3, rejects: 5 })
  expect(few).toEqual({ values: values.slice(0, 3), more: true, looked: null })
  expect(await listRefusedValues(db, jobId, days, { values: 10, rejects: 4 })).toMatchObject({ looked: 4 })
  const none = await insertRejects(db, [])
  expect(await groupRejects(db, none)).toEqual([])
  expect(await listRejects(db, none, { state: 'open' })).toEqual({ rejects: [], previous: null, next: null })
})
