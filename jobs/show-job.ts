import { and, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Job, jobMoves, journalEntries, type StoredFile } from '#db/schema.ts'
import type { Context } from '#jobs/context.ts'
import { filesOf } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import { findTemplate } from '#jobs/find-template.ts'
import { type JobView, toJobView } from '#jobs/job-view.ts'
import type { EntryView } from '#jobs/list-journal.ts'
import type { JobStatus } from '#jobs/status.ts'

export type MoveView = { from: JobStatus; to: JobStatus; by: string; actor: string | null; reason: string | null; at: string }
export type FileView = { id: string; role: StoredFile['role']; name: string; size: number; sha256: string }

export type JobDetails = {
  job: JobView
  /** The job that it was made from by Run again; `there` until that one is deleted. */
  copyOf: { jobId: number; there: boolean } | null
  /** The template that it was made from; null also where the reader may not see that, or it is gone. */
  template: { id: number; name: string } | null
  settings: Job['settings']
  files: FileView[]
  /** Newest first. */
  moves: MoveView[]
  /** 1 for the next job that a worker takes; null unless the job waits for one. */
  placeInLine: number | null
  /** The error that stopped a job which ended with errors. */
  error: Pick<EntryView, 'code' | 'params' | 'detail'> | null
}

/** Everything the General tab shows this reader of a job, or undefined. */
export async function showJob({ db: tx, actor }: Pick<Context, 'db' | 'actor'>, jobId: number): Promise<JobDetails | undefined> {
  const job = await findJob(tx, jobId)
  if (!job) return undefined
  const moves = await tx.select().from(jobMoves).where(eq(jobMoves.jobId, jobId)).orderBy(desc(jobMoves.id)).limit(100)
  const place = await placeInLine(tx, job)
  const template = job.templateId === null ? undefined : await findTemplate(tx, actor, job.templateId)
  return {
    job: toJobView(job, place),
    copyOf: job.copyOf === null ? null : { jobId: job.copyOf, there: (await findJob(tx, job.copyOf)) !== undefined },
    template: template ? { id: template.id, name: template.name } : null,
    settings: job.settings,
    files: (await filesOf(tx, jobId)).map(({ id, role, name, size, sha256 }) => ({ id, role, name, size, sha256 })),
    moves: moves.map(({ from, to, by, actor, reason, at }) => ({ from, to, by, actor, reason, at: at.toISOString() })),
    placeInLine: place,
    error: job.status === 'finished_with_errors' ? await lastError(tx, jobId) : null,
  }
}

async function lastError(tx: Tx, jobId: number): Promise<JobDetails['error']> {
  const [entry] = await tx
    .select({ code: journalEntries.code, params: journalEntries.params, detail: journalEntries.detail })
    .from(journalEntries)
    // The second condition in so many words, so that the index of the few such entries serves.
    .where(and(eq(journalEntries.jobId, jobId), eq(journalEntries.level, 'error'), sql`${journalEntries.level} <> 'info'`))
    .orderBy(desc(journalEntries.id))
    .limit(1)
  return entry ? { ...entry, code: entry.code as EntryView['code'] } : null
}

/** How many jobs would be taken before this one, plus one; null unless it waits for a worker. */
async function placeInLine(tx: Tx, job: Job): Promise<number | null> {
  if (job.status !== 'running' || job.leaseToken !== null || job.queuedAt === null) return null
  const [row] = await tx.execute<{ ahead: number }>(sql`
    select count(*)::int as ahead from quayside.jobs
    where status = 'running' and lease_token is null and (queued_at, id) < (select queued_at, id from quayside.jobs where id = ${job.id})`)
  return (row?.ahead ?? 0) + 1
}
