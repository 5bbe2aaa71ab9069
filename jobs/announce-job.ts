import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'

/** Tells whoever looks at the job that something of it has changed that is not in its row, as db/moves-trigger.ts does of what is. */
export async function announceJob(tx: Tx, jobId: number): Promise<void> {
  await tx.execute(sql`
    with touched as (update quayside.jobs set updated_at = updated_at where id = ${jobId} returning id, status)
    select pg_notify('quayside_jobs', json_build_object('id', id, 'status', status, 'created', false)::text) from touched`)
}
