import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readArguments } from '#cli/arguments.ts'
import { buildIfNeeded } from '#cli/build.ts'
import { freePort } from '#cli/free-port.ts'
import { runVisibly } from '#cli/run.ts'
import { runChecks } from '#cli/verify.ts'
import { findEmbedded, startEmbedded } from '#db/embedded.ts'
import { ROOT } from '#lib/env.ts'

type Count = { passed: number; failed: number }

/** `test`: the checks, the tests on a real database, and the tests in a real browser, apart from whatever else runs here. */
export default async function test(args: string[]): Promise<number> {
  readArguments(args, {}, [])
  const dir = await mkdtemp(join(tmpdir(), 'quayside-test-'))
  // Started by root, Postgres runs as another user, who must get in.
  await chmod(dir, 0o755)
  try {
    const counts = [await runChecks(), await runVitest(dir), await runPlaywright(dir)]
    const passed = counts.reduce((sum, count) => sum + count.passed, 0)
    const failed = counts.reduce((sum, count) => sum + count.failed, 0)
    process.stdout.write(`\ntests: ${passed} passed, ${failed} failed\n`)
    return failed === 0 ? 0 : 1
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Nothing of the installation that may run on this machine. */
const APART = { DATABASE_URL: undefined, QUAYSIDE_DATA_DIR: undefined, PORT: undefined }

async function runVitest(dir: string): Promise<Count> {
  const report = join(dir, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runVisibly(['node_modules/vitest/vitest.mjs', 'run', ...reporters], APART)
  const { numPassedTests: passed, numFailedTests: failed } = await readReport(report, { numPassedTests: 0, numFailedTests: 0 })
  return { passed, failed: atLeastOneIf(code !== 0, failed) }
}

async function runPlaywright(dir: string): Promise<Count> {
  if (!existsSync(join(ROOT, 'playwright.config.ts'))) return { passed: 0, failed: 0 }
  const report = join(dir, 'playwright.json')
  const dataDir = join(dir, 'installation')
  try {
    const { findChromium } = await import('#cli/chromium.ts')
    const environment = {
      ...APART,
      QUAYSIDE_CHROMIUM: findChromium(),
      QUAYSIDE_DATA_DIR: dataDir,
      PORT: String(await freePort()),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }
    await buildIfNeeded()
    const code = await runVisibly(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], environment)
    const { stats } = await readReport(report, { stats: { expected: 0, flaky: 0, unexpected: 0 } })
    return { passed: stats.expected + stats.flaky, failed: atLeastOneIf(code !== 0, stats.unexpected) }
  } catch (error) {
    process.stdout.write(`✗ browser tests: ${error instanceof Error ? error.message : error}\n`)
    return { passed: 0, failed: 1 }
  } finally {
    // Whoever ended the installation the hard way left its database running.
    if (await findEmbedded(dataDir)) await (await startEmbedded(dataDir)).stop()
  }
}

/** A run that broke before it could say which test failed is a failure too. */
const atLeastOneIf = (broken: boolean, failed: number) => (broken ? Math.max(failed, 1) : failed)

async function readReport<Report>(path: string, none: Report): Promise<Report> {
  return existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : none
}
