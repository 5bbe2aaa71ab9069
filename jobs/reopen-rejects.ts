import { and, eq, sql } from 'drizzle-orm'
import { jobs, rejects } from '#db/schema.ts'
import type { Context } from '#jobs/context.ts'
import { writeJournal } from '#jobs/journal.ts'
import { done, type Outcome } from '#jobs/outcome.ts'
import { lockRejectsJob } from '#jobs/reject-job.ts'
import { type RejectSelection, selectedRejects } from '#jobs/reject-selection.ts'

/**
 * Takes Discard and Retry back: those among the selected rejects that were discarded, or still wait to be tried again, are open
 * again.
 */
export async function reopenRejects(
  { db, actor }: Context,
  { jobId, selection }: { jobId: number; selection: RejectSelection },
): Promise<Outcome<{ count: number }>> {
  return db.transaction(async (tx) => {
    const locked = await lockRejectsJob(tx, actor, jobId)
    if (!locked.ok) return locked
    const reopen = async (state: 'discarded' | 'retrying') => {
      const { count } = await tx
        .update(rejects)
        .set({ state: 'open', decidedBy: actor.name, decidedAt: sql`now()`, decidedReason: null })
        .where(and(selectedRejects(jobId, selection), eq(rejects.state, state)))
      return count
    }
    const [discarded, waiting] = [await reopen('discarded'), locked.value.retrying > 0 ? await reopen('retrying') : 0]
    if (discarded + waiting === 0) return done({ count: 0 })
    await tx
      .update(jobs)
      .set({ discarded: sql`discarded - ${discarded}`, retrying: sql`retrying - ${waiting}`, retryTotal: sql`retry_total - ${waiting}` })
      .where(eq(jobs.id, jobId))
    if (discarded > 0) await writeJournal(tx, jobId, { code: 'rejects.reopened', params: { actor: actor.name, count: discarded } })
    if (waiting > 0) await writeJournal(tx, jobId, { code: 'retry.left', params: { count: waiting } })
    return done({ count: discarded + waiting })
  })
}
