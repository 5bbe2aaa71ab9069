import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobMoves, jobs } from '#db/schema.ts'
import { ASKED_BY } from '#jobs/status.ts'

/** Who asked for the status that a job is in, by which verb, and why. */
export type Asked = { jobId: number; by: 'pause' | 'cancel'; actor: string; reason: string | null }

/** Of these jobs, those whose status somebody asked for; in no particular order. */
export async function reasonsOf(tx: Tx, jobIds: number[]): Promise<Asked[]> {
  if (jobIds.length === 0) return []
  const moves = await tx
    .selectDistinctOn([jobMoves.jobId], {
      jobId: jobs.id,
      status: jobs.status,
      by: jobMoves.by,
      actor: jobMoves.actor,
      reason: jobMoves.reason,
    })
    .from(jobMoves)
    .innerJoin(jobs, eq(jobs.id, jobMoves.jobId))
    .where(and(inArray(jobMoves.jobId, jobIds), inArray(jobMoves.by, ['pause', 'cancel'])))
    .orderBy(jobMoves.jobId, desc(jobMoves.id))
  return moves.flatMap(({ jobId, status, by, actor, reason }) => {
    const verb = ASKED_BY[status]
    return verb === by && actor !== null ? [{ jobId, by: verb, actor, reason }] : []
  })
}
