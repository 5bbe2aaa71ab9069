import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { rejects } from '#db/schema.ts'
import { announceJob } from '#jobs/announce-job.ts'
import type { Context } from '#jobs/context.ts'
import { writeJournal } from '#jobs/journal.ts'
import { done, type Outcome } from '#jobs/outcome.ts'
import { lockRejectsJob } from '#jobs/reject-job.ts'
import { type RejectSelection, selectedRejects } from '#jobs/reject-selection.ts'

/** Takes repairs back: the open ones among the selected rejects are again as they stand in the file. */
export async function restoreRejects(
  { db, actor }: Context,
  { jobId, selection }: { jobId: number; selection: RejectSelection },
): Promise<Outcome<{ count: number }>> {
  return db.transaction(async (tx) => {
    const locked = await lockRejectsJob(tx, actor, jobId)
    if (!locked.ok) return locked
    const { count } = await tx
      .update(rejects)
      .set({ repaired: null, decidedBy: actor.name, decidedAt: sql`now()` })
      .where(and(selectedRejects(jobId, selection), eq(rejects.state, 'open'), isNotNull(rejects.repaired)))
    if (count > 0) {
      await writeJournal(tx, jobId, { code: 'rejects.restored', params: { actor: actor.name, count } })
      await announceJob(tx, jobId)
    }
    return done({ count })
  })
}
