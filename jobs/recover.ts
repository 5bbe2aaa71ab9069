import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import type { Queue } from '#db/queue.ts'
import { sessionName } from '#jobs/lease.ts'
import { moveJob } from '#jobs/move.ts'
import { settle } from '#jobs/settle.ts'

/** After so many workers in a row vanished with a job that did not get a step forward, it is not tried again. */
const GIVE_UP_AFTER = 5
/** Seconds after which a waiting job that no message announces is announced again. */
const LOST_MESSAGE_SECONDS = 10

/**
 * Heals what vanished workers left behind; every process runs it every few seconds, and two at once do no harm.
 * A lease that ran out ends as its status promises; a job that nobody holds on its way to paused or cancelled gets there.
 */
export async function healLostLeases(db: Db): Promise<void> {
  const lost = await db.execute<{ id: string; token: string | null }>(sql`
    select id, lease_token as token from quayside.jobs
    where (lease_token is not null and lease_expires_at < now())
       or (lease_token is null and status in ('pausing', 'cancelling'))`)
  for (const { id, token } of lost) {
    // Of a worker that is frozen, or whose machine is gone without a word, the sessions may last for hours, with locks on the
    // job's row and on the table's keys. None of what they still do counts.
    if (token)
      await db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${sessionName({ token })}`)
    const healing = db.transaction(async (tx) => {
      const jobId = Number(id)
      await tx.execute(LOCK_TIMEOUT)
      // Taken from the vanished worker first, under the job's row lock: a heartbeat that came in the meantime keeps it.
      if (token) {
        const [taken] = await tx.execute(sql`
          update quayside.jobs set vanished = vanished + 1
          where id = ${jobId} and lease_token = ${token} and lease_expires_at < now() returning id`)
        if (!taken) return
      }
      ;(await settle(tx, jobId)) ?? (token ? await moveJob(tx, jobId, { by: 'recovery', to: 'server_shutdown' }) : undefined)
    })
    await healing.catch((error) => {
      if (!isLockTimeout(error)) throw error
    })
  }
}

/** A job that somebody keeps locked is healed another time: the others, and the heartbeat that this is a part of, do not wait for it. */
const LOCK_TIMEOUT = sql`set local lock_timeout = '1s'`

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && ('code' in error ? error.code === '55P03' : isLockTimeout(error.cause))

/** Sends interrupted jobs to the workers again; run by workers, so that one is there to take them. */
export async function resumeInterrupted(db: Db, queue: Pick<Queue, 'send'>, { idle }: { idle: boolean }): Promise<void> {
  const interrupted = await db.execute<{ id: string; vanished: number }>(
    sql`select id, vanished from quayside.jobs where status = 'server_shutdown' order by id`,
  )
  for (const { id, vanished } of interrupted) {
    const jobId = Number(id)
    await db.transaction(async (tx) => {
      const to = vanished >= GIVE_UP_AFTER ? 'finished_with_errors' : 'running'
      const moved = await moveJob(tx, jobId, { by: 'recovery', to })
      if (moved && to === 'running') await queue.send(tx, jobId)
    })
  }
  // A worker that has nothing to do while a job waits: the message that should have brought them together was lost.
  if (!idle) return
  const unannounced = await db.execute<{ id: string }>(sql`
    select id from quayside.jobs
    where status = 'running' and lease_token is null and queued_at < now() - make_interval(secs => ${LOST_MESSAGE_SECONDS})
    order by queued_at limit 100`)
  for (const { id } of unannounced) await db.transaction((tx) => queue.send(tx, Number(id)))
}
