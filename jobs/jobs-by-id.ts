import { and, asc, getTableColumns, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobs } from '#db/schema.ts'
import { type JobView, toJobView } from '#jobs/job-view.ts'

const {
  settings: _settings,
  templateId: _template,
  begunAt: _begunAt,
  queuedAt: _queuedAt,
  workerId: _workerId,
  leaseToken: _leaseToken,
  leaseExpiresAt: _leaseExpiresAt,
  vanished: _vanished,
  ...others
} = getTableColumns(jobs)
/** What a view is made of. Each column of fifty jobs takes its time. */
export const IN_VIEW = others

/** The jobs of these numbers as they are now, those that are there, in no particular order; with their places where the line is given. */
export async function jobsById(tx: Tx, jobIds: number[], line: ReadonlyMap<number, number> = new Map()): Promise<JobView[]> {
  if (jobIds.length === 0) return []
  const rows = await tx.select(IN_VIEW).from(jobs).where(inArray(jobs.id, jobIds))
  return rows.map((job) => toJobView(job, line.get(job.id) ?? null))
}

/** How far back in the line places are told. */
const LINE_LENGTH = 200

/** The head of the line of jobs that wait for a worker: number of the job to its place, from 1. */
export async function headOfLine(tx: Tx): Promise<Map<number, number>> {
  const rows = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(sql`${jobs.status} = 'running'`, isNull(jobs.leaseToken), isNotNull(jobs.queuedAt)))
    .orderBy(asc(jobs.queuedAt), asc(jobs.id))
    .limit(LINE_LENGTH)
  return new Map(rows.map(({ id }, index) => [id, index + 1]))
}
