import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFiltered, type ListQuery, PERIODS, readListQuery, setListQuery, writeListQuery } from '#components/jobs/list-query.ts'
import { SORTS } from '#jobs/job-filter.ts'
import { JOB_STATUSES } from '#jobs/status.ts'

/** Rome in winter, an hour before noon. */
const clock = { zone: 'Europe/Rome', now: Date.UTC(2026, 10, 22, 10) }
const read = (search: string) => readListQuery(new URLSearchParams(search), clock)

const text = (most: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }).filter((word) => word === word.trim() && !word.includes('\0'))
const instant = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString())
const given = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

const queries: fc.Arbitrary<ListQuery> = fc
  .record({
    status: given(fc.subarray([...JOB_STATUSES], { minLength: 1 })),
    kind: given(fc.constantFrom('import' as const, 'export' as const)),
    owner: given(text(20)),
    table: given(fc.record({ schema: text(20), name: text(20) })),
    template: given(fc.integer({ min: 1, max: 999_999_999_999_999 })),
    period: given(fc.uniqueArray(instant, { minLength: 2, maxLength: 2 })),
    rejects: given(fc.constantFrom('with' as const, 'without' as const)),
    search: given(text(30)),
    sort: given(fc.record({ by: fc.constantFrom(...SORTS), descending: fc.boolean() })),
    place: given(fc.constantFrom({ after: 'WyJ4Il0' }, { before: 'WyJ4Il0' })),
  })
  .map(({ period, place, sort, ...rest }) => ({
    ...rest,
    ...(sort && !(sort.by === 'number' && sort.descending) ? { sort } : {}),
    ...(period ? { from: period.toSorted()[0], to: period.toSorted()[1] } : {}),
    ...place,
  }))

test('what is written to an address is read from it', () => {
  fc.assert(
    fc.property(queries, (query) => {
      const search = new URLSearchParams(writeListQuery(query)).toString()
      expect(read(search)).toEqual(JSON.parse(JSON.stringify(query)))
    }),
  )
})

test('whatever an address says, what is read from it is written the same', () => {
  const names = [
    'status',
    'type',
    'owner',
    'table',
    'template',
    'period',
    'from',
    'to',
    'rejects',
    'with-rejects',
    'q',
    'sort',
    'after',
    'before',
    'x',
  ]
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'finished,paused',
      'import',
      ...PERIODS,
      'a."b.c"',
      '2026-01-01T00:00:00Z',
      'with',
      '1',
      '-label',
      '12',
      '\0',
      '\ud800',
    ),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...names), values)), (pairs) => {
      const query = readListQuery(new URLSearchParams(pairs), clock)
      expect(read(new URLSearchParams(writeListQuery(query)).toString())).toEqual(query)
    }),
  )
})

test('links of before stay good', () => {
  expect(read('with-rejects=1&before=1234')).toEqual({ rejects: 'with', after: '1234' })
})

test('what makes no sense is as if it were not there', () => {
  expect(read('status=done&type=x&table=a.b.c&template=0&from=yesterday&to=2026-02-30&rejects=yes&q=%20&sort=progress')).toEqual({})
  for (const number of ['-1', '1.5', '1e3', '012', '9'.repeat(16), 'x']) expect(read(`template=${number}`)).toEqual({})
  expect(read('from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toEqual({ from: '2026-02-01T00:00:00.000Z' })
  expect(read('after=a&before=b')).toEqual({ after: 'a' })
})

test('a place in the list and its order leave nothing out', () => {
  expect(isFiltered(read('sort=label&after=x'))).toBe(false)
  expect(isFiltered(read('status=paused'))).toBe(true)
  expect(isFiltered(read('owner=Ada'))).toBe(true)
  expect(isFiltered({ status: [], search: '' })).toBe(false)
})

test('a period says by the reader’s clock when it begins and ends, and is written as what it is', () => {
  expect(read('period=today&from=2026-01-01T00:00:00Z')).toEqual({ period: 'today', from: '2026-11-21T23:00:00.000Z' })
  expect(read('period=yesterday')).toEqual({ period: 'yesterday', from: '2026-11-20T23:00:00.000Z', to: '2026-11-21T23:00:00.000Z' })
  expect(read('period=last7')).toEqual({ period: 'last7', from: '2026-11-15T23:00:00.000Z' })
  // Summer time ended in between.
  expect(read('period=last30')).toEqual({ period: 'last30', from: '2026-10-23T22:00:00.000Z' })
  expect(writeListQuery(read('period=yesterday'))).toEqual({ period: 'yesterday' })
  expect(isFiltered(read('period=today'))).toBe(true)
})

test('what else an address says stays', () => {
  const address = new URLSearchParams('level=error&with-rejects=1&sort=label&line=7')
  setListQuery(address, { kind: 'export' })
  expect(address.toString()).toBe('level=error&line=7&type=export')
})
