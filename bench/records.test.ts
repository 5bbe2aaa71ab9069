import { expect, test } from 'vitest'
import { BAD_KINDS, countBad, SAMPLE_HEADER, sampleCities, sampleRecords } from '#bench/records.ts'
import { detectBytes } from '#engine/detect.ts'
import { readRecords } from '#engine/detect-records.ts'

const text = (options: Parameters<typeof sampleRecords>[0]) => [...sampleRecords(options)].join('')
const records = (csv: string) =>
  readRecords(Buffer.from(csv), { separator: ',', quote: '"', escape: 'doubled' }, { cut: false }).map(({ cells }) => cells)

test('the same seed makes the same records, another one others', () => {
  expect(text({ records: 500, seed: 7 })).toBe(text({ records: 500, seed: 7 }))
  expect(text({ records: 500, seed: 7 })).not.toBe(text({ records: 500, seed: 8 }))
})

test('fewer records are the beginning of more', () => {
  expect(text({ records: 5000 }).startsWith(text({ records: 300 }))).toBe(true)
})

test.each([0, 1, 20_000])('%i records, each with its own id and about 95 bytes long', (count) => {
  const csv = text({ records: count })
  const [header, ...rest] = records(csv)
  expect(header?.join(',')).toBe(SAMPLE_HEADER)
  expect(rest).toHaveLength(count)
  expect(new Set(rest.map(([id]) => id)).size).toBe(count)
  expect(rest.every((record) => record.length === 9 && record.every((cell) => cell !== null))).toBe(true)
  if (count > 1) expect(Math.abs(Buffer.byteLength(csv) / count - 95)).toBeLessThan(5)
})

test('detection sees what it is', () => {
  const result = detectBytes(Buffer.from(text({ records: 2000, bad: 0.01 })), { cut: false })
  expect(result.ok && result.detection.format).toMatchObject({ encoding: 'utf-8', separator: ',', quote: '"' })
  expect(result.ok && result.detection.columns.map(({ name, looks }) => `${name} ${looks}`)).toEqual([
    ...['id whole_number', 'first_name text', 'last_name text', 'email email', 'city text'],
    ...['born date', 'amount decimal', 'visits whole_number', 'registered_at date_time'],
  ])
})

test.each([0, 0.01, 0.03, 0.5, 1])('with a share of %d bad records there are as many of each kind as is said', (bad) => {
  const found = { not_a_date: 0, not_a_number: 0, required: 0, too_many_fields: 0 }
  const [, ...rest] = records(text({ records: 3001, bad }))
  for (const record of rest) {
    const problems = [record[5] === '2026-02-31', record[6] === 'unknown', record[0] === null, record.length === 10]
    expect(problems.filter(Boolean).length).toBeLessThanOrEqual(1)
    const kind = BAD_KINDS[problems.indexOf(true)]
    if (kind) found[kind] += 1
  }
  expect(found).toEqual(countBad({ records: 3001, bad }))
  expect(Object.values(found).reduce((sum, count) => sum + count)).toBe(Math.floor(3001 * bad))
})

test('strays live in cities that are not known, and ids go on from the first', () => {
  const [, ...rest] = records(text({ records: 1000, strays: 0.005, firstId: 501 }))
  const strays = rest.filter(([, , , , city]) => !sampleCities.includes(city as string))
  expect(strays.map(([id]) => id)).toEqual(['700', '900', '1100', '1300', '1500'])
  expect([rest[0]?.[0], rest.at(-1)?.[0]]).toEqual(['501', '1500'])
})
