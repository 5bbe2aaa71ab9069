import postgres from 'postgres'
import { connect } from '#db/client.ts'

/** Channel on which an export asks for a snapshot, and on which the keeper says that it is there. */
export const SNAPSHOT_ASKED = 'quayside_snapshot_asked'
export const SNAPSHOT_OPENED = 'quayside_snapshot_opened'

type Held = { connection: postgres.Sql; release: () => void; since: number }

/**
 * Keeps snapshots open for exports, apart from any worker, so that a pause or a killed worker does not lose them. One that is
 * older than `minutes` is given up, since it keeps the server from cleaning its tables; the export then goes on in a new one.
 */
export function keepSnapshots(url: string, minutes: number): { stop: () => Promise<void> } {
  const { sql, close } = connect(url, { name: 'quayside snapshots', max: 2 })
  const held = new Map<number, Held>()
  let turn = Promise.resolve()
  const tend = () => {
    turn = turn.then(() => look()).catch((error) => console.error('snapshots:', error instanceof Error ? error.message : error))
    return turn
  }

  async function look(): Promise<void> {
    const asked = await sql<{ jobId: string; snapshot: string | null; ended: boolean }[]>`
      select s.job_id as "jobId", s.snapshot, j.status in ('finished', 'cancelled') as ended
      from quayside.snapshots s join quayside.jobs j on j.id = s.job_id`
    const wanted = new Set(asked.filter(({ ended }) => !ended).map(({ jobId }) => Number(jobId)))
    for (const [jobId, { since }] of held) if (!wanted.has(jobId) || Date.now() - since > minutes * 60_000) await give(jobId)
    for (const { jobId, snapshot, ended } of asked) {
      const id = Number(jobId)
      // One that this process does not hold was another's, who is gone: nothing can read in it any more.
      if (ended || (snapshot !== null && !held.has(id)))
        await sql`delete from quayside.snapshots where job_id = ${id} and snapshot is not distinct from ${snapshot}`
      else if (snapshot === null && minutes > 0) await take(id)
    }
  }

  async function take(jobId: number): Promise<void> {
    const connection = postgres(url, {
      max: 1,
      idle_timeout: 0,
      onnotice: () => {},
      connection: { application_name: `quayside snapshot of job ${jobId}` },
    })
    const ready = Promise.withResolvers<string>()
    const released = Promise.withResolvers<void>()
    const transaction = connection.begin('isolation level repeatable read read only', async (tx) => {
      const [row] = await tx<{ snapshot: string }[]>`select pg_export_snapshot() as snapshot`
      ready.resolve(row?.snapshot ?? '')
      await released.promise
    })
    // The connection may break while nobody reads in it: then the snapshot is no longer held.
    transaction.catch((error) => {
      ready.reject(error)
      held.delete(jobId)
    })
    const snapshot = await ready.promise
    held.set(jobId, { connection, release: () => released.resolve(), since: Date.now() })
    await sql`update quayside.snapshots set snapshot = ${snapshot} where job_id = ${jobId}`
    await sql.notify(SNAPSHOT_OPENED, String(jobId))
  }

  async function give(jobId: number): Promise<void> {
    const one = held.get(jobId)
    held.delete(jobId)
    await sql`delete from quayside.snapshots where job_id = ${jobId}`
    one?.release()
    await one?.connection.end({ timeout: 1 })
  }

  const listening = sql.listen(
    SNAPSHOT_ASKED,
    () => void tend(),
    () => void tend(),
  )
  listening.catch((error) => console.error('snapshots:', error instanceof Error ? error.message : error))
  const timer = setInterval(tend, 5000)
  return {
    async stop() {
      clearInterval(timer)
      await turn
      for (const one of held.values()) {
        one.release()
        await one.connection.end({ timeout: 1 }).catch(() => {})
      }
      await close()
    },
  }
}
