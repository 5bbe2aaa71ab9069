import { and, eq, sql } from 'drizzle-orm'
import { jobs, rejects } from '#db/schema.ts'
import type { Context } from '#jobs/context.ts'
import { writeJournal } from '#jobs/journal.ts'
import { done, type Outcome } from '#jobs/outcome.ts'
import { lockRejectsJob } from '#jobs/reject-job.ts'
import { type RejectSelection, selectedRejects } from '#jobs/reject-selection.ts'

/** Takes Discard back: the discarded ones among the selected rejects are open again. */
export async function reopenRejects(
  { db, actor }: Context,
  { jobId, selection }: { jobId: number; selection: RejectSelection },
): Promise<Outcome<{ count: number }>> {
  return db.transaction(async (tx) => {
    const locked = await lockRejectsJob(tx, actor, jobId)
    if (!locked.ok) return locked
    const { count } = await tx
      .update(rejects)
      .set({ state: 'open', decidedBy: actor.name, decidedAt: sql`now()`, decidedReason: null })
      .where(and(selectedRejects(jobId, selection), eq(rejects.state, 'discarded')))
    if (count === 0) return done({ count })
    await tx
      .update(jobs)
      .set({ discarded: sql`discarded - ${count}` })
      .where(eq(jobs.id, jobId))
    await writeJournal(tx, jobId, { code: 'rejects.reopened', params: { actor: actor.name, count } })
    return done({ count })
  })
}
