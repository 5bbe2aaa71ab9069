import { checkDraft } from '#jobs/check-draft.ts'
import type { Context } from '#jobs/context.ts'
import { type Outcome, refused } from '#jobs/outcome.ts'
import { startJob } from '#jobs/start.ts'
import { findDraft } from './find-draft.ts'

/** Starts a draft from which nothing is missing; here a person can still be asked for what is. */
export async function startDraft(context: Context, { jobId }: { jobId: number }): Promise<Outcome<unknown>> {
  const draft = await findDraft(context, jobId)
  if (!draft.ok) return draft
  const lack = await checkDraft(context.db, draft.value)
  return lack ? refused(lack) : startJob(context, { jobId })
}
