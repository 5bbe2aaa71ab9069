import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { type Job, jobs } from '#db/schema.ts'
import { storeCopy } from '#jobs/files.ts'
import { findJob } from '#jobs/find-job.ts'
import type { JobStatus, LEASABLE } from '#jobs/status.ts'
import { env } from '#lib/env.ts'

type Given = Partial<typeof jobs.$inferInsert>

/** A job as a row, in the status asked for, without the moves that lead there. */
export async function insertJob(db: Db, status: JobStatus, given: Given = {}): Promise<number> {
  const [job] = await db
    .insert(jobs)
    .values({ kind: 'import', label: 'Clients mars', owner: 'Ada', status, queuedAt: status === 'running' ? new Date() : null, ...given })
    .returning({ id: jobs.id })
  if (!job) throw new Error('no job was inserted')
  return job.id
}

/** A job that a worker holds: one whose lease holds for another minute, or ran out a second ago. */
export function insertLeased(db: Db, status: (typeof LEASABLE)[number], { expired = false, ...given }: Given & { expired?: boolean } = {}) {
  return insertJob(db, status, {
    queuedAt: null,
    workerId: randomUUID(),
    leaseToken: randomUUID(),
    leasedAt: new Date(Date.now() - 5000),
    leaseExpiresAt: new Date(Date.now() + (expired ? -1000 : 60_000)),
    ...given,
  })
}

/** The job as it is now. */
export async function jobNow(db: Db, jobId: number): Promise<Job> {
  const job = await findJob(db, jobId)
  if (!job) throw new Error(`job ${jobId} is gone`)
  return job
}

export const statusNow = async (db: Db, jobId: number): Promise<JobStatus> => (await jobNow(db, jobId)).status

/** How many messages wait for a worker of this job. */
export async function messagesOf(db: Db, jobId: number): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from quayside_queue.job where name = 'run-job' and data->>'jobId' = ${String(jobId)}`,
  )
  return row?.count ?? 0
}

/** A small text file in the store. */
export async function storeText(db: Db, text: string | Buffer, name = 'clients.csv') {
  const path = join(env.dataDir, name)
  await writeFile(path, text)
  return storeCopy(db, path)
}
