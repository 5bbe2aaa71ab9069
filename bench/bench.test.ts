import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { median, quantile, timesAsFast } from '#bench/measure.ts'
import { env } from '#lib/env.ts'
import { quayside } from '#test/command.ts'
import { test as withDatabase } from '#test/database.ts'

test('quantiles', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(quantile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8)
  expect(timesAsFast([10, 10, 100], [5, 20, 30])).toBe(2)
  expect(() => median([])).toThrow('nothing was measured')
})

withDatabase('the bench measures a small import on an installation of its own', { timeout: 120_000 }, async ({ url, connection }) => {
  const json = join(env.dataDir, 'bench.json')
  const { code, out, err } = await quayside(url, 'bench', '--quick', '--only', 'small', '--json', json)
  expect({ code, out }, err).toMatchObject({ code: 0, out: expect.stringMatching(/^\| scenario .*\n\| -+ .*\n\| small /) })
  const { measured, machine } = JSON.parse(await readFile(json, 'utf8'))
  expect(machine.cpus).toBeGreaterThan(0)
  expect(measured).toMatchObject([
    { name: 'small', figures: [{ unit: 'ms', runs: { quayside: [expect.any(Number), expect.any(Number)] } }, {}, {}] },
  ])
  const [jobs] = await connection.sql`select count(*)::int from quayside.jobs`
  expect(jobs).toEqual({ count: 0 })
})

withDatabase('a scenario that is not there', async ({ url, connection }) => {
  expect(connection && (await quayside(url, 'bench', '--only', 'x'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('there are clean, bad'),
  })
})
