import { setTimeout as delay } from 'node:timers/promises'
import { SNAPSHOT_ASKED, SNAPSHOT_OPENED } from '#db/snapshot-keeper.ts'
import type { Run } from '#engine/run.ts'

/** How long an export waits for the keeper before it reads without one. */
const PATIENCE_MS = 2000

/**
 * The snapshot that the keeper holds for this job, asked for where there is none yet. Null where nobody keeps snapshots: then
 * the export reads in a snapshot of its own, which a pause or a killed worker ends.
 */
export async function askSnapshot({ connection: { sql }, lease }: Run): Promise<string | null> {
  const current = async () =>
    (await sql<{ snapshot: string | null }[]>`select snapshot from quayside.snapshots where job_id = ${lease.jobId}`)[0]?.snapshot ?? null
  const held = await current()
  if (held !== null && (await isUsable(sql, held))) return held
  const opened = Promise.withResolvers<void>()
  const listening = await sql.listen(SNAPSHOT_OPENED, (jobId) => {
    if (Number(jobId) === lease.jobId) opened.resolve()
  })
  try {
    if (held !== null) await sql`delete from quayside.snapshots where job_id = ${lease.jobId} and snapshot = ${held}`
    await sql`insert into quayside.snapshots (job_id) values (${lease.jobId}) on conflict do nothing`
    await sql.notify(SNAPSHOT_ASKED, String(lease.jobId))
    await Promise.race([opened.promise, delay(PATIENCE_MS, undefined, { ref: false })])
    return await current()
  } finally {
    await listening.unlisten()
  }
}

/** A snapshot lives only as long as the connection that opened it. */
async function isUsable(sql: Run['connection']['sql'], snapshot: string): Promise<boolean> {
  try {
    await sql.begin('isolation level repeatable read read only', (tx) =>
      tx.unsafe(`set transaction snapshot '${snapshot.replaceAll("'", '')}'`),
    )
    return true
  } catch {
    return false
  }
}
