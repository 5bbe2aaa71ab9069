import type { Tx } from '#db/client.ts'
import { type MovedJob, moveJob } from '#jobs/move.ts'

/** Ends what no worker will end: a job on its way to paused or cancelled that nobody holds. */
export async function settle(tx: Tx, jobId: number): Promise<MovedJob | undefined> {
  return (await moveJob(tx, jobId, { by: 'recovery', to: 'paused' })) ?? (await moveJob(tx, jobId, { by: 'recovery', to: 'cancelled' }))
}
