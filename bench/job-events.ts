import type { Connection } from '#db/client.ts'
import { findJob } from '#jobs/find-job.ts'
import { listJournal } from '#jobs/list-journal.ts'
import type { JobStatus } from '#jobs/status.ts'

/** What a page hears of jobs, by the same announcements. */
export type JobEvents = {
  /** Resolves with the moment at which the job was heard to be in one of these statuses. @throws when it went elsewhere */
  until: (jobId: number, ...statuses: JobStatus[]) => Promise<number>
  /** Resolves with the next moment at which anything changed. */
  next: (jobId: number) => Promise<number>
}

type Waiting = { statuses: JobStatus[]; resolve: (at: number) => void; reject: (error: Error) => void }

/** A job that is here and was not waited for comes no further by itself. */
const ENDS: JobStatus[] = ['finished', 'finished_with_errors', 'paused', 'cancelled']

export async function listenToJobs({ sql, db }: Connection): Promise<JobEvents> {
  const waiting = new Map<number, Waiting[]>()
  const changed = new Map<number, PromiseWithResolvers<number>>()
  await sql.listen('quayside_jobs', (payload) => {
    const at = performance.now()
    const { id, status } = JSON.parse(payload) as { id: number; status: JobStatus }
    changed.get(id)?.resolve(at)
    changed.delete(id)
    const all = waiting.get(id) ?? []
    const left = all.filter(({ statuses, resolve }) => !statuses.includes(status) || resolve(at))
    if (ENDS.includes(status)) {
      for (const { reject } of left) whatHappened(id, status).then(reject, reject)
      left.length = 0
    }
    waiting.set(id, left)
  })

  async function whatHappened(jobId: number, status: JobStatus): Promise<Error> {
    const last = (await listJournal(db, jobId)).entries.slice(-4).map(({ code, detail }) => [code, detail].filter(Boolean).join(': '))
    return new Error(`job ${jobId} is ${status} (${last.join(', ')})`)
  }

  return {
    until(jobId, ...statuses) {
      return new Promise((resolve, reject) => {
        waiting.set(jobId, [...(waiting.get(jobId) ?? []), { statuses, resolve, reject }])
        // Nothing that happened before the asking is announced again.
        findJob(db, jobId).then((job) => {
          if (job && statuses.includes(job.status)) resolve(performance.now())
        }, reject)
      })
    },
    next(jobId) {
      const known = changed.get(jobId) ?? Promise.withResolvers<number>()
      changed.set(jobId, known)
      return known.promise
    },
  }
}
