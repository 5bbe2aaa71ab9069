'use server'

import { z } from 'zod'
import { REASON_LENGTH } from '#jobs/ask-to-stop.ts'
import { cancelJob } from '#jobs/cancel.ts'
import { pauseJob } from '#jobs/pause.ts'
import { startWhenComplete } from '#jobs/start-when-complete.ts'
import { action } from '#lib/action.ts'

const jobId = z.number().int().positive()
const reason = z.string().max(REASON_LENGTH).optional()

export const start = action(z.object({ jobId }), startWhenComplete)
export const pause = action(z.object({ jobId, reason }), pauseJob)
export const cancel = action(z.object({ jobId, reason }), cancelJob)
