import { and, eq, sql } from 'drizzle-orm'
import { jobs, rejects } from '#db/schema.ts'
import { REASON_LENGTH } from '#jobs/ask-to-stop.ts'
import type { Context } from '#jobs/context.ts'
import { writeJournal } from '#jobs/journal.ts'
import { done, type Outcome } from '#jobs/outcome.ts'
import { lockRejectsJob } from '#jobs/reject-job.ts'
import { momentOf, type RejectSelection, selectedRejects } from '#jobs/reject-selection.ts'
import { storable } from '#jobs/storable.ts'

/** Discard: sets the open ones among the selected rejects aside for good. They stay counted as rejects. `at` names them to Reopen. */
export async function discardRejects(
  { db, actor }: Context,
  { jobId, selection, reason = '' }: { jobId: number; selection: RejectSelection; reason?: string },
): Promise<Outcome<{ count: number; at: string }>> {
  return db.transaction(async (tx) => {
    const locked = await lockRejectsJob(tx, actor, jobId)
    if (!locked.ok) return locked
    const at = await momentOf(tx)
    const kept = storable(reason.trim()).slice(0, REASON_LENGTH)
    const { count } = await tx
      .update(rejects)
      .set({ state: 'discarded', decidedBy: actor.name, decidedAt: sql`now()`, decidedReason: kept || null })
      .where(and(selectedRejects(jobId, selection), eq(rejects.state, 'open')))
    if (count === 0) return done({ count, at })
    await tx
      .update(jobs)
      .set({ discarded: sql`discarded + ${count}` })
      .where(eq(jobs.id, jobId))
    await writeJournal(tx, jobId, { code: 'rejects.discarded', params: { actor: actor.name, count, reason: kept } })
    return done({ count, at })
  })
}
