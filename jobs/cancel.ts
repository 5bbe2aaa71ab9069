import { askToStop } from '#jobs/ask-to-stop.ts'
import type { Context } from '#jobs/context.ts'

/** Cancel: stops the job for good; what was committed stays, what was not reached is counted as unprocessed. */
export const cancelJob = (context: Context, input: { jobId: number; reason?: string }) => askToStop(context, 'cancel', input)
