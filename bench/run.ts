import type { Bench, Figure, Scenario, Size } from '#bench/bench.ts'
import { type Installation, startInstallation } from '#bench/installation.ts'
import { sampleFiles } from '#bench/sample-file.ts'
import { bad } from '#bench/scenarios/bad.ts'
import { clean } from '#bench/scenarios/clean.ts'
import { desk } from '#bench/scenarios/desk.ts'
import { live } from '#bench/scenarios/live.ts'
import { memory } from '#bench/scenarios/memory.ts'
import { page } from '#bench/scenarios/page.ts'
import { pgloader } from '#bench/scenarios/pgloader.ts'
import { queue } from '#bench/scenarios/queue.ts'
import { refused } from '#bench/scenarios/refused.ts'
import { small } from '#bench/scenarios/small.ts'
import { stop } from '#bench/scenarios/stop.ts'
import { upsert } from '#bench/scenarios/upsert.ts'

export const SCENARIOS: Scenario[] = [clean, bad, refused, upsert, pgloader, memory, stop, small, queue, desk, page, live]

export const FULL: Size = {
  records: 2_000_000,
  rounds: 5,
  clicks: 20,
  queued: 1000,
  jobs: 10_000_000,
  lines: 1_000_000,
  seconds: 10,
  huge: 0,
}
/** To try the bench itself; its figures mean nothing. */
export const QUICK: Size = { records: 20_000, rounds: 1, clicks: 2, queued: 20, jobs: 5000, lines: 2000, seconds: 1, huge: 0 }
export const HUGE = 50_000_000

/** What a scenario found, or why it found nothing. */
export type Measured = { name: string; seconds: number } & ({ figures: Figure[] } | { failure: string })

/**
 * Runs the scenarios one after the other on an installation of their own; one that fails does not keep the others from running.
 * @param stopping resolves when what was measured so far is enough
 */
export async function runScenarios(
  scenarios: Scenario[],
  size: Size,
  { say, stopping }: { say: (line: string) => void; stopping: Promise<unknown> },
): Promise<Measured[]> {
  const installation = await startInstallation()
  const bench = { installation, size, sample: sampleFiles(installation.dir) }
  const measured: Measured[] = []
  const work = async () => {
    for (const scenario of scenarios) {
      measured.push(await measure(scenario, { ...bench, say: (line) => say(`${scenario.name}: ${line}`) }))
      await forget(installation)
    }
  }
  try {
    // What is under way when it is asked to stop breaks together with the installation, and nobody waits for it.
    await Promise.race([work(), stopping])
    return measured.slice()
  } finally {
    await installation.stop()
  }
}

async function measure({ name, run }: Scenario, bench: Bench): Promise<Measured> {
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 1000)
  try {
    const figures = await run(bench)
    return { name, figures, seconds: seconds() }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    bench.say(`failed: ${failure}`)
    return { name, failure, seconds: seconds() }
  }
}

/** What a scenario left behind is no burden of the next; a job that failed half-way is not waited for. */
async function forget(installation: Installation): Promise<void> {
  await installation.renewWorker()
  await installation.sql`drop table if exists imported, copied`
  await installation.sql`truncate quayside.jobs cascade`
}
