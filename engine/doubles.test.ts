import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { columnsOf } from '#engine/columns.ts'
import { DoubleFinder, isDouble, keepDoubles, readDoubles, type Which } from '#engine/doubles.ts'
import { rowKey } from '#engine/row-key.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quayside-doubles-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function find(keys: string[], which: Which, keysAtOnce?: number) {
  const finder = new DoubleFinder(join(folder, 'keys'), { records: keys.length, which, keysAtOnce })
  for (const [index, key] of keys.entries()) await finder.add(Buffer.from(key), 0, index + 1)
  const found = await finder.finish()
  await finder.close()
  return found
}

const marked = (bits: Uint8Array, records: number) =>
  Array.from({ length: records }, (_, i) => i + 1).filter((record) => isDouble(bits, record))

test('exactly the records that give way are marked, however many partitions there are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 300 }),
      fc.constantFrom<Which>('but_first', 'but_last', 'all'),
      fc.constantFrom(7, 1_000_000),
      async (keys, which, keysAtOnce) => {
        const { bits, count } = await find(keys, which, keysAtOnce)
        const expected = keys.flatMap((key, index) =>
          (which !== 'but_first' && keys.indexOf(key, index + 1) >= 0) || (which !== 'but_last' && keys.indexOf(key) < index)
            ? [index + 1]
            : [],
        )
        expect(marked(bits, keys.length)).toEqual(expected)
        expect(count).toBe(expected.length)
      },
    ),
    { numRuns: 200 },
  )
})

test('a hundred thousand keys put aside on disk, and what was found is found again', async () => {
  const keys = Array.from({ length: 100_000 }, (_, i) => `${i % 99_990}@example.com`)
  const found = await find(keys, 'but_first', 20_000)
  expect(marked(found.bits, keys.length)).toEqual(Array.from({ length: 10 }, (_, i) => 99_991 + i))
  const path = join(folder, 'found')
  await keepDoubles(path, 'token', found)
  expect(await readDoubles(path)).toEqual({ bits: Buffer.from(found.bits), count: 10 })
  expect(await readDoubles(join(folder, 'nothing'))).toBeUndefined()
})

test.each([
  ['bigint', '7', '007', true],
  ['bigint', '-7', '-07', true],
  ['bigint', '0', '-0', true],
  ['bigint', '10', '1', false],
  ['numeric(8,2)', '1.5', '1.50', true],
  ['numeric(8,2)', '100', '1', false],
  ['numeric(8,2)', '0.00', '-0', true],
  ['numeric', 'NaN', 'Infinity', false],
  ['numeric', '1e3', '1000', true],
  ['numeric', '-12.50e-1', '-1.25', true],
  ['numeric', '0.5e-2', '.005', true],
  ['double precision', '1e3', '1e4', false],
  ['timestamp with time zone', '2026-03-01 10:00:00+01:00', '2026-03-01 09:00:00.00', true],
  ['timestamp with time zone', '2026-02-28 23:30:00.5-00:30', '2026-03-01 00:00:00.50', true],
  ['timestamp with time zone', '2026-03-01 10:00:00+01:00', '2026-03-01 10:00:00', false],
  ['timestamp without time zone', '2026-03-01', '2026-03-01 00:00:00', true],
  ['timestamp without time zone', '2026-03-01 00:00:00.1', '2026-03-01 00:00:00.01', false],
  ['uuid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc999c0b4ef8bb6d6bb9bd380a11', true],
  ['text', 'a', 'A', false],
  ['text', 'a ', 'a', false],
  ['citext', 'a', 'A', true],
  ['character(3)', 'a  ', 'a', true],
])('%s: %s and %s as keys', (type, one, other, same) => {
  const columns = columnsOf(
    [{ name: 'k', target: 'k', decimalSign: '.', dateOrder: 'ymd' }],
    [{ name: 'k', type, required: false, writable: true, nullable: true, key: null }],
  )
  const keyOf = rowKey(columns, [[0]])
  const bytes = (value: string) => Buffer.from(keyOf(Buffer.from(`${value}\trest\n`))?.bytes ?? []).toString()
  expect(bytes(one) === bytes(other)).toBe(same)
})

test('the first key without an empty part counts', () => {
  const columns = columnsOf(
    ['a', 'b', 'c'].map((name) => ({ name, target: name, decimalSign: '.', dateOrder: 'ymd' })),
    ['a', 'b', 'c'].map((name) => ({ name, type: 'text', required: false, writable: true, nullable: true, key: null })),
  )
  const keyOf = rowKey(columns, [[0, 1], [2]])
  expect(keyOf(Buffer.from('x\ty\tz\n'))?.tag).toBe(0)
  expect(keyOf(Buffer.from('x\t\\N\tz\n'))).toMatchObject({ tag: 1, bytes: Buffer.from('z') })
  expect(keyOf(Buffer.from('x\t\\N\t\\N\n'))).toBeNull()
})
