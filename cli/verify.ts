import { readArguments } from '#cli/arguments.ts'
import { runQuietly } from '#cli/run.ts'

/** Each check is what runs one after the other; the checks run side by side. */
const CHECKS: Record<string, string[][]> = {
  'format, lint and import directions': [['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--colors=off']],
  // The types of routes are written by Next.
  types: [
    ['node_modules/next/dist/bin/next', 'typegen'],
    // Not incremental: what the last run remembered of the generated routes outlives them.
    ['node_modules/typescript/bin/tsc', '--noEmit', '--incremental', 'false', '--project', '.'],
  ],
  'unused code': [['node_modules/knip/bin/knip.js', '--no-progress']],
  'message catalogs': [['--disable-warning=ExperimentalWarning', 'messages/check.ts']],
}

/** `verify`: everything that can be checked without a database, in seconds. */
export default async function verify(args: string[]): Promise<number> {
  readArguments(args, {}, [])
  return (await runChecks()).failed === 0 ? 0 : 1
}

/** Runs the checks and prints a line for each, with the output of those that fail. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  const results = await Promise.all(
    Object.entries(CHECKS).map(async ([name, steps]) => {
      const started = performance.now()
      const { code, output } = await runSteps(steps)
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n${code === 0 ? '' : `${output.trimEnd()}\n`}`)
      return code === 0
    }),
  )
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed }
}

async function runSteps(steps: string[][]): Promise<{ code: number; output: string }> {
  let last = { code: 0, output: '' }
  for (const step of steps) {
    last = await runQuietly(step, { NEXT_TELEMETRY_DISABLED: '1' })
    if (last.code !== 0) break
  }
  return last
}
