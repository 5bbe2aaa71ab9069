'use server'

import { z } from 'zod'
import { REASON_LENGTH } from '#jobs/ask-to-stop.ts'
import { cancelJob } from '#jobs/cancel.ts'
import { deleteJob } from '#jobs/delete-job.ts'
import { explainJob } from '#jobs/explain.ts'
import { pauseJob } from '#jobs/pause.ts'
import { runAgain as runJobAgain } from '#jobs/run-again.ts'
import { startWhenComplete } from '#jobs/start-when-complete.ts'
import { action } from '#lib/action.ts'

const jobId = z.number().int().positive()
const reason = z.string().max(REASON_LENGTH).optional()

export const start = action(z.object({ jobId }), startWhenComplete)
export const pause = action(z.object({ jobId, reason }), pauseJob)
export const cancel = action(z.object({ jobId, reason }), cancelJob)
export const explain = action(z.object({ jobId, reason: z.string().max(REASON_LENGTH) }), explainJob)
export const remove = action(z.object({ jobId }), deleteJob)
export const runAgain = action(z.object({ jobId }), runJobAgain)
