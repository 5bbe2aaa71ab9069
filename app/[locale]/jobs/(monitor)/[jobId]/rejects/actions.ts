'use server'

import { z } from 'zod'
import { repairAndRetry as repairAndRetryRejects, repairRejects } from '#engine/repair-rejects.ts'
import { REASON_LENGTH } from '#jobs/ask-to-stop.ts'
import { discardRejects } from '#jobs/discard-rejects.ts'
import { repair as someRepair } from '#jobs/reject-repair.ts'
import { rejectSelection } from '#jobs/reject-selection.ts'
import { reopenRejects } from '#jobs/reopen-rejects.ts'
import { restoreRejects } from '#jobs/restore-rejects.ts'
import { retryRejects } from '#jobs/retry-rejects.ts'
import { action } from '#lib/action.ts'

/** One for each column of a wide record. */
const REPAIRS_AT_ONCE = 5000

const selected = z.object({ jobId: z.number().int().positive(), selection: rejectSelection })

const repaired = selected.extend({ repair: z.array(someRepair).min(1).max(REPAIRS_AT_ONCE) })

export const repair = action(repaired, repairRejects)
export const repairAndRetry = action(repaired, repairAndRetryRejects)
export const restore = action(selected, restoreRejects)
export const retry = action(selected, retryRejects)
export const discard = action(selected.extend({ reason: z.string().max(REASON_LENGTH).optional() }), discardRejects)
export const reopen = action(selected, reopenRejects)
