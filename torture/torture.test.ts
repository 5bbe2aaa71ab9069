import { expect, test } from 'vitest'
import { torture } from '#torture/torture.ts'

test('a minute of torture: what is killed and cut and frozen leaves what an undisturbed run leaves', { timeout: 300_000 }, async () => {
  const report = await torture({
    kills: Number.POSITIVE_INFINITY,
    minutes: 1,
    seed: 'npm test',
    parallel: 3,
    largest: 8000,
    print: () => {},
  })
  // Everything that a failure needs to be looked into stands in it, the folder included.
  expect({ failures: report.failures, folder: report.folder }).toEqual({ failures: [], folder: null })
  expect(report.kills).toBeGreaterThan(0)
  expect(report.imports.compared + report.imports.cancelled).toBeGreaterThan(0)
  expect(report.audits).toBeGreaterThan(0)
})
