import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { sql } from 'drizzle-orm'
import { type Connection, connect } from '#db/client.ts'
import { openQueue, type Queue } from '#db/queue.ts'
import { Control } from '#engine/control.ts'
import { sweepFiles } from '#engine/sweep.ts'
import { heartbeatMs, type Lease, renewLease, sessionName, takeLease } from '#jobs/lease.ts'
import { WORKER_GONE_SECONDS } from '#jobs/list-workers.ts'
import { healLostLeases, resumeInterrupted } from '#jobs/recover.ts'
import type { JobStatus } from '#jobs/status.ts'
import { hearLateErrors } from '#worker/queue-errors.ts'
import { runJob } from '#worker/run-job.ts'

type Running = { lease: Lease; control: Control; ended: Promise<void> }

/** Milliseconds between two looks for what killed workers left in the folder of files. */
const SWEEP_MS = 10 * 60_000

export type Worker = { id: string; stop: () => Promise<void> }

/** Starts a worker: it takes jobs off the queue, holds their leases, obeys what people ask, and heals what others left. */
export async function startWorker(url: string, { slots }: { slots: number }): Promise<Worker> {
  hearLateErrors()
  const connection = connect(url, { name: 'quayside worker', max: slots * 2 + 4 })
  let queue: Queue | undefined
  try {
    queue = await openQueue(url, { role: 'worker', onError: (error) => console.error('queue:', error.message) })
    return await serve(connection, queue, slots)
  } catch (error) {
    // Whoever started it may try again: nothing of this attempt goes on.
    await queue?.stop().catch(() => {})
    await connection.close()
    throw error
  }
}

async function serve(connection: Connection, queue: Queue, slots: number): Promise<Worker> {
  const id = randomUUID()
  const { db } = connection
  const running = new Map<number, Running>()
  let stopping = false

  const run = async (jobId: number) => {
    const before = running.get(jobId)
    if (before) {
      // A knock too many; unless the lease was lost, or is being given back, and the knock is for the next one.
      if (!before.control.stopping) {
        if (await renewLease(db, before.lease)) return
        before.control.stop('lost')
      }
      await before.ended
    }
    // A message that comes too late for this worker is for the next one.
    if (stopping) return queue.send(db, jobId)
    const lease = await takeLease(db, jobId, id)
    if (!lease) return
    const control = new Control(sessionName(lease))
    const ended = runJob(connection, lease, control)
    running.set(jobId, { lease, control, ended })
    if (stopping) control.stop('shutdown')
    await ended.finally(() => running.delete(jobId))
  }

  const beat = async () => {
    await db.execute(sql`
      insert into quayside.workers (id, host, pid, slots) values (${id}, ${hostname()}, ${process.pid}, ${slots})
      on conflict (id) do update set heartbeat_at = now()`)
    await Promise.all([...running.values()].map(async ({ lease, control }) => obey(control, (await renewLease(db, lease)) ?? 'lost')))
    await db.execute(sql`delete from quayside.workers where heartbeat_at < now() - make_interval(secs => ${4 * WORKER_GONE_SECONDS})`)
    await healLostLeases(db)
    if (!stopping) await resumeInterrupted(db, queue, { idle: running.size < slots })
  }

  await connection.sql.listen('quayside_jobs', (payload) => {
    const { id: jobId, status } = JSON.parse(payload) as { id: number; status: JobStatus }
    const job = running.get(jobId)
    if (job) obey(job.control, status)
  })

  await beat()
  await queue.work(slots, run)
  const heart = every(heartbeatMs(), beat)
  const broom = every(SWEEP_MS, () => sweepFiles(db))

  return {
    id,
    async stop() {
      stopping = true
      for (const { control } of running.values()) control.stop('shutdown')
      await Promise.all([...running.values()].map(({ ended }) => ended))
      await heart.stop()
      await broom.stop()
      await queue.stop()
      await db.execute(sql`delete from quayside.workers where id = ${id}`).catch(() => {})
      await connection.close()
    },
  }
}

/** What a job's status means for its run. A null status: the job was deleted. */
function obey(control: Control, status: JobStatus | 'lost' | null): void {
  if (status === 'pausing') control.stop('pause')
  else if (status === 'cancelling') control.stop('cancel')
  else if (status === 'lost' || status === null) control.stop('lost')
}

/** Repeats `work`, one after the other; a failure is told and the next turn tries again. */
function every(ms: number, work: () => Promise<void>): { stop: () => Promise<void> } {
  let ended = false
  let turn = Promise.resolve()
  const timer = setInterval(() => {
    turn = turn.then(async () => {
      if (!ended) await work().catch((error) => console.error('worker:', error instanceof Error ? error.message : error))
    })
  }, ms)
  return {
    async stop() {
      ended = true
      clearInterval(timer)
      await turn
    },
  }
}
