import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { ENDED } from '#jobs/status.ts'
import { env } from '#lib/env.ts'

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
/** What engine/stage.ts and engine/doubles.ts write beside a file: for all runs of the job, or for the run with this lease. */
const MADE = new RegExp(`^(${ID})\\.(?:utf8|doubles(?:-\\d+)*)(?:\\.(${ID})\\..+)?$`)

/** In the first moments the job may not yet have the lease that a name tells of. */
const YOUNG_MS = 60_000

/**
 * Removes what was made of files for imports and is needed no more: those of runs that were killed, and of jobs that came to
 * their end without a worker.
 * @param youngMs milliseconds in which a file is left alone
 */
export async function sweepFiles(db: Db, { youngMs = YOUNG_MS } = {}): Promise<void> {
  const names = await readdir(env.filesDir).catch(() => [])
  const made = names.flatMap((name) => {
    const [, fileId, token] = MADE.exec(name) ?? []
    return fileId ? [{ name, fileId, token }] : []
  })
  if (made.length === 0) return
  const rows = await db.execute<{ id: string; token: string | null; status: keyof typeof ENDED }>(sql`
    select f.id, j.lease_token as token, j.status from quayside.files f join quayside.jobs j on j.id = f.job_id
    where f.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify([...new Set(made.map(({ fileId }) => fileId))])}::text::jsonb))`)
  const jobs = new Map(rows.map((row) => [row.id, row]))
  for (const { name, fileId, token } of made) {
    const job = jobs.get(fileId)
    // What belongs to no job of this database is not ours.
    if (!job || (token === undefined ? job.token !== null || !ENDED[job.status] : job.token === token)) continue
    const path = join(env.filesDir, name)
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age >= youngMs) await rm(path, { force: true })
  }
}
