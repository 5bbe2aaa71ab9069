import { and, desc, eq } from 'drizzle-orm'
import { jobMoves } from '#db/schema.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import { announceJob } from '#jobs/announce-job.ts'
import { REASON_LENGTH } from '#jobs/ask-to-stop.ts'
import type { Context } from '#jobs/context.ts'
import { lockJob } from '#jobs/find-job.ts'
import { writeJournal } from '#jobs/journal.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { ASKED_BY } from '#jobs/status.ts'

/**
 * Explain: says afterwards why somebody asked for Pause or Cancel, as long as the job is in the status that it led to. Only who
 * asked can say; who says it again means it the new way.
 */
export async function explainJob(
  { db, actor }: Context,
  { jobId, reason }: { jobId: number; reason: string },
): Promise<Outcome<{ reason: string }>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const said = reason.trim().slice(0, REASON_LENGTH)
  if (said === '') return refused({ code: 'invalid' })
  return db.transaction(async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job) return refused({ code: 'not_found' })
    const verb = ASKED_BY[job.status]
    const [move] = verb
      ? await tx
          .select({ id: jobMoves.id, actor: jobMoves.actor })
          .from(jobMoves)
          .where(and(eq(jobMoves.jobId, jobId), eq(jobMoves.by, verb)))
          .orderBy(desc(jobMoves.id))
          .limit(1)
      : []
    if (!move) return refused({ code: 'conflict', status: job.status })
    if (move.actor !== actor.name) return refused({ code: 'forbidden' })
    await tx.update(jobMoves).set({ reason: said }).where(eq(jobMoves.id, move.id))
    await writeJournal(tx, jobId, { code: 'move.explained', params: { actor: actor.name, reason: said } })
    await announceJob(tx, jobId)
    return done({ reason: said })
  })
}
