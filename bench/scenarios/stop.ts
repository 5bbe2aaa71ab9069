import { setTimeout as delay } from 'node:timers/promises'
import type { Bench, Figure, Scenario } from '#bench/bench.ts'
import { draftImport, dropFile, start, timeToFinish } from '#bench/import-job.ts'
import { quantile } from '#bench/measure.ts'
import { randomNumbers } from '#bench/records.ts'
import { freshTable } from '#bench/tables.ts'
import { askToStop } from '#jobs/ask-to-stop.ts'
import { findJob } from '#jobs/find-job.ts'

/** Clicks come within this share of the time that an undisturbed import takes. */
const WITHIN = 0.7

/** Pause, resume and cancel at random moments of a large import, whose file has to be staged first. */
export const stop: Scenario = {
  name: 'stop',
  async run(bench) {
    const { installation, size, say } = bench
    const { context, events } = installation
    const random = randomNumbers(1)
    const runs: Record<'pause' | 'cancel' | 'resume', number[]> = { pause: [], cancel: [], resume: [] }

    /** Milliseconds from the verb to the status; undefined where the job was finished before. */
    const stopIt = async (jobId: number, by: 'pause' | 'cancel') => {
      const reached = events.until(jobId, by === 'pause' ? 'paused' : 'cancelled', 'finished')
      const began = performance.now()
      const outcome = await askToStop(context, by, { jobId })
      const ms = (await reached) - began
      const job = await findJob(installation.db, jobId)
      return outcome.ok && job?.status !== 'finished' ? ms : undefined
    }

    const undisturbed = await newJob(bench)
    let within = Math.ceil((await timeToFinish(installation, undisturbed)) * WITHIN)
    await dropFile(installation, undisturbed)
    say(`clicks come within ${within} ms of Start`)
    for (let job = 0; job < size.clicks * 4 && Object.values(runs).some((times) => times.length < size.clicks); job += 1) {
      const jobId = await newJob(bench)
      await start(installation, jobId)
      await delay(random(within))
      const paused = await stopIt(jobId, 'pause')
      let resumed: number | undefined
      // It was slower to begin with than it is now: the clicks come too late.
      if (paused === undefined) within = Math.ceil(within * 0.8)
      else {
        runs.pause.push(paused)
        resumed = await timeToNextRow(bench, jobId)
        if (resumed !== undefined) runs.resume.push(resumed)
        await delay(random(within / 4))
      }
      const cancelled = await stopIt(jobId, 'cancel')
      if (cancelled !== undefined) runs.cancel.push(cancelled)
      await dropFile(installation, jobId)
      say(`${[paused, resumed, cancelled].map((ms) => (ms === undefined ? '–' : Math.round(ms))).join(', ')} ms to pause, resume, cancel`)
    }
    const percentiles = (what: string, values: number[], aim: string): Figure[] => [
      { what: `${what}, half of the clicks`, unit: 'ms', value: quantile(values, 0.5), runs: { ms: values } },
      { what: `${what}, 95% of the clicks`, unit: 'ms', value: quantile(values, 0.95), aim, runs: { ms: values } },
    ]
    return [
      ...percentiles('from Pause to paused', runs.pause, '< 2000'),
      ...percentiles('from Cancel to cancelled', runs.cancel, '< 2000'),
      ...percentiles('from Start of a staged job to its next row', runs.resume, '< 2000'),
    ]
  },
}

async function newJob({ installation, size, sample }: Bench): Promise<number> {
  await freshTable(installation, 'imported')
  return draftImport(installation, await sample({ records: size.records, encoding: 'latin1' }), 'imported')
}

/** Milliseconds from Start until rows of this run are in the table; undefined where the pause came before the first or after the last of them. */
async function timeToNextRow({ installation }: Bench, jobId: number): Promise<number | undefined> {
  const before = await findJob(installation.db, jobId)
  const began = performance.now()
  await start(installation, jobId)
  for (;;) {
    const at = await installation.events.next(jobId)
    const job = await findJob(installation.db, jobId)
    if (job && job.success > (before?.success ?? 0)) return before?.success ? at - began : undefined
    if (job?.status === 'finished') return undefined
  }
}
