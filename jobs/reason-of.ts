import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobMoves } from '#db/schema.ts'
import { findJob } from '#jobs/find-job.ts'
import { ASKED_BY } from '#jobs/status.ts'

/** Who asked for the status that a job is in, and why; null where nobody did, or there is no such job. */
export async function reasonOf(tx: Tx, jobId: number): Promise<{ actor: string; reason: string | null } | null> {
  const job = await findJob(tx, jobId)
  const verb = job && ASKED_BY[job.status]
  if (!verb) return null
  const [move] = await tx
    .select({ actor: jobMoves.actor, reason: jobMoves.reason })
    .from(jobMoves)
    .where(and(eq(jobMoves.jobId, jobId), eq(jobMoves.by, verb)))
    .orderBy(desc(jobMoves.id))
    .limit(1)
  return move?.actor ? { actor: move.actor, reason: move.reason } : null
}
