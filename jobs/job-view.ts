import type { Job } from '#db/schema.ts'
import type { IN_VIEW } from '#jobs/jobs-by-id.ts'
import type { LISTED } from '#jobs/list-jobs.ts'
import type { JobStatus } from '#jobs/status.ts'

export type Counters = {
  total: number | null
  processed: number
  success: number
  empty: number
  errors: number
  warnings: number
  rejects: number
  doubles: number
  duplicates: number
  unprocessed: number
}

/**
 * A job as pages, command line and live events show it: dates as ISO strings, so that it is the same on both sides of the
 * wire. Milliseconds for durations.
 */
export type JobView = {
  id: number
  kind: Job['kind']
  label: string
  description: string
  status: JobStatus
  statusSince: string
  owner: string
  table: string | null
  /** Name of its file as people know it, the source of an import, the output of an export. */
  fileName: string | null
  /** The job that this one was made from. */
  copyOf: number | null
  counters: Counters
  /** Records that are loaded but stand outside the table until all are: they count for the progress alone. */
  held: number
  /** Of the rejects: those that a person set aside for good. */
  discarded: number
  /** While rejects are tried again: how many there were, and how many are still to be tried. */
  retry: { total: number; left: number } | null
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
  /** Time of work up to `leasedAt`; while `leasedAt` is set, the time since then comes on top. */
  activeMs: number
  /** Set while a worker executes the job; null while it waits in line. */
  leasedAt: string | null
  /** 1 for the next job that a worker takes; null unless the job waits for one, and where nobody asked, as in the list. */
  placeInLine: number | null
  /** Grows with every change of the job; as text, the later one is the greater one. */
  version: string
}

/** What a list shows of a job, or asks before many are changed. */
export type ListedJob = Omit<JobView, 'description' | 'statusSince' | 'copyOf' | 'createdAt' | 'placeInLine' | 'counters'> & {
  counters: Pick<Counters, 'total' | 'processed' | 'success' | 'rejects'>
}

/** The jobs that wait for a worker, the next one first, and whether there is any worker at all. */
export type Line = { jobs: number[]; workers: boolean }

export function toListedJob(job: Pick<Job, keyof typeof LISTED>): ListedJob {
  const { total, processed, success, rejects } = job
  return {
    id: job.id,
    kind: job.kind,
    label: job.label,
    status: job.status,
    owner: job.owner,
    table: job.tableSchema && job.tableName ? `${job.tableSchema}.${job.tableName}` : null,
    fileName: job.fileName,
    counters: { total, processed, success, rejects },
    held: job.held,
    discarded: job.discarded,
    retry: job.retrying > 0 ? { total: job.retryTotal, left: job.retrying } : null,
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    activeMs: job.activeMs,
    leasedAt: job.leasedAt?.toISOString() ?? null,
    version: job.updatedAt.toISOString(),
  }
}

export function toJobView(job: Pick<Job, keyof typeof IN_VIEW>, placeInLine: number | null = null): JobView {
  const { empty, errors, warnings, doubles, duplicates, unprocessed } = job
  const listed = toListedJob(job)
  return {
    ...listed,
    description: job.description,
    statusSince: job.statusSince.toISOString(),
    copyOf: job.copyOf,
    counters: { ...listed.counters, empty, errors, warnings, doubles, duplicates, unprocessed },
    createdAt: job.createdAt.toISOString(),
    placeInLine,
  }
}

/** Share of the records that are done, 0 to 1, or null while the total is unknown. Done with nothing to do is done. */
export function progressOf({ status, counters, held, retry }: Pick<ListedJob, 'status' | 'counters' | 'held' | 'retry'>): number | null {
  // Rejects come before what is left of the file.
  if (retry !== null) return (retry.total - retry.left + held) / retry.total
  if (counters.total === null) return null
  if (counters.total === 0) return status === 'finished' ? 1 : 0
  return Math.min((counters.processed + held) / counters.total, 1)
}

/** Of a share, 0 to 1, a whole number from 0 to 100. Rounded down: 100 is said only of what is done. */
export function percentOf(share: number): number
export function percentOf(share: number | null): number | null
export function percentOf(share: number | null): number | null {
  return share === null ? null : Math.floor(share * 100)
}

/** Milliseconds that workers spent on the job up to `now`. */
export function activeMsAt({ activeMs, leasedAt }: Pick<JobView, 'activeMs' | 'leasedAt'>, now: number): number {
  return leasedAt === null ? activeMs : activeMs + Math.max(0, now - Date.parse(leasedAt))
}

/**
 * Records per second of all work so far and the milliseconds that remain at that rate, or null where it would be a guess: the time of the
 * import says nothing of how fast its rejects are tried again.
 */
export function paceOf(job: JobView, now: number): { rate: number; remainingMs: number | null } | null {
  if (job.retry !== null) return null
  const active = activeMsAt(job, now)
  const done = job.counters.processed + job.held
  if (active < 500 || done === 0) return null
  const rate = done / (active / 1000)
  return { rate, remainingMs: remainingMsAt(job, rate) }
}

/** Milliseconds that remain at so many records per second; null where nobody works on the job, and where that is never. */
export function remainingMsAt({ counters: { total, processed }, held, leasedAt }: JobView, rate: number): number | null {
  if (leasedAt === null || total === null) return null
  const left = Math.max(0, total - processed - held)
  return left === 0 ? 0 : rate > 0 ? (left / rate) * 1000 : null
}
