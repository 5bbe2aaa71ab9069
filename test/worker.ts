import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Db } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { listJournal } from '#jobs/list-journal.ts'
import type { JobStatus } from '#jobs/status.ts'
import { ROOT } from '#lib/env.ts'
import { jobNow } from '#test/jobs.ts'

export type WorkerProcess = { child: ChildProcess; kill: (signal: NodeJS.Signals) => Promise<void> }

/** Seconds that a lease holds in the tests: a killed worker's job is picked up soon. */
const LEASE_SECONDS = '1'

/** A worker as `npm run worker` starts it, in a process of its own that can be killed. */
export function startWorkerProcess(url: string): WorkerProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli/main.ts'), 'worker'], {
    env: { ...process.env, DATABASE_URL: url, QUAYSIDE_LEASE_SECONDS: LEASE_SECONDS },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(child, 'exit')
  // A test that fails on its way leaves no worker behind.
  onTestFinished(() => void child.kill('SIGKILL'))
  return {
    child,
    async kill(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await exited
    },
  }
}

/** The job, once `is` holds of it; fails after `seconds`. */
export async function jobWhen(db: Db, jobId: number, is: (job: Job) => boolean, seconds = 60): Promise<Job> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const job = await jobNow(db, jobId)
    if (is(job)) return job
    if (Date.now() > end) {
      const told = (await listJournal(db, jobId)).entries.slice(-8).map(({ at, code, detail }) => `${at} ${code} ${detail ?? ''}`)
      throw new Error(`job ${jobId} is ${job.status} with ${job.processed} of ${job.total} after ${seconds} s\n${told.join('\n')}`)
    }
    await delay(15)
  }
}

/** For `jobWhen`. */
export const isIn =
  (...statuses: JobStatus[]) =>
  ({ status }: Job) =>
    statuses.includes(status)
