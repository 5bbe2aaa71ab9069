import { askToStop } from '#jobs/ask-to-stop.ts'
import type { Context } from '#jobs/context.ts'

/** Pause: the chunk in flight is committed, then the job rests until Start. */
export const pauseJob = (context: Context, input: { jobId: number; reason?: string }) => askToStop(context, 'pause', input)
