import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from '#db/client.ts'
import { isCancelled } from '#db/error-code.ts'
import { type Control, LeaseLost } from '#engine/control.ts'
import { runExport } from '#engine/export.ts'
import { runImport } from '#engine/import.ts'
import { entryOf, isConnectionLoss } from '#engine/problem.ts'
import type { Run, RunResult } from '#engine/run.ts'
import { findJob } from '#jobs/find-job.ts'
import { type Entry, writeJournal } from '#jobs/journal.ts'
import type { Lease } from '#jobs/lease.ts'
import { moveJob } from '#jobs/move.ts'
import type { JobStatus } from '#jobs/status.ts'

/**
 * Runs a leased job until it ends or is asked to stop, and moves it to where that leads. Never throws for what a job may meet. One
 * that lost its lease while the database will never answer it (a network that was frozen) is left behind: it can write nothing more,
 * and its place among the worker's jobs is wanted.
 */
export async function runJob(connection: Connection, lease: Lease, control: Control): Promise<void> {
  const run: Run = { connection, lease, control }
  const result = await Promise.race([resultOf(run), control.letGo.then(() => 'lost' as const)])
  if (result !== 'lost') await conclude(run, result)
}

/** Everything before the end can be done again from the checkpoint, so a database that is away is waited for. */
async function resultOf(run: Run): Promise<RunResult | Entry | 'lost'> {
  const { control, lease } = run
  for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
    try {
      return await execute(run)
    } catch (error) {
      if (error instanceof LeaseLost || control.wish === 'lost') return 'lost'
      const ended = isCancelled(error) && control.force.aborted
      if (ended || (isConnectionLoss(error) && control.stopping)) return 'stopped'
      if (!isConnectionLoss(error)) {
        const entry = entryOf(error, await tableOf(run))
        if (entry.code === 'error.unexpected') console.error(`job ${lease.jobId}:`, error)
        return entry
      }
    }
    await Promise.race([delay(pause), control.asked])
  }
}

async function execute(run: Run): Promise<RunResult> {
  const job = await findJob(run.connection.db, run.lease.jobId)
  if (!job) throw new LeaseLost()
  return job.kind === 'import' ? runImport(run, job) : runExport(run, job)
}

async function tableOf({ connection, lease }: Run): Promise<string> {
  const job = await findJob(connection.db, lease.jobId).catch(() => undefined)
  return job ? `${job.tableSchema}.${job.tableName}` : ''
}

/** Where each result leads; the first move that is legal from the status the job has by now is made. */
export function destinations(result: RunResult | Entry, control: Pick<Control, 'wish'>): JobStatus[] {
  if (result === 'done') return ['finished', 'cancelled']
  if (result === 'stopped') return control.wish === 'shutdown' ? ['paused', 'cancelled', 'server_shutdown'] : ['paused', 'cancelled']
  return ['finished_with_errors', 'cancelled']
}

/** A worker that is to stop does not wait for the database for ever; its lease runs out, and recovery does the rest. */
const LAST_TRY_MS = 10_000

/** Tries until the database takes it or the lease is lost, so that no passing trouble leaves the job where it is. */
async function conclude({ connection, lease, control }: Run, result: RunResult | Entry): Promise<void> {
  const began = Date.now()
  for (let pause = 100; control.wish !== 'lost'; pause = Math.min(pause * 2, 2000)) {
    if (control.wish === 'shutdown' && Date.now() - began > LAST_TRY_MS) return
    try {
      await connection.db.transaction(async (tx) => {
        if (typeof result !== 'string') await writeJournal(tx, lease.jobId, result)
        for (const to of destinations(result, control))
          if (await moveJob(tx, lease.jobId, { by: 'worker', to, leaseToken: lease.token })) return
        throw new LeaseLost()
      })
      return
    } catch (error) {
      if (error instanceof LeaseLost) return
      if (!isConnectionLoss(error)) throw error
      await delay(pause)
    }
  }
}
