import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { JobStatus } from '#jobs/status.ts'
import { env } from '#lib/env.ts'

/** Milliseconds between heartbeats; three in a row may be lost before the lease is. */
export const heartbeatMs = () => env.leaseSeconds * 250

export type Lease = { jobId: number; token: string }

/** `application_name` of the sessions in which the job's work is done under this lease; Postgres allows 63 bytes. */
export const sessionName = ({ token }: Pick<Lease, 'token'>) => `quayside worker ${token}`

/** Takes the job for this worker, or undefined where it is not to be run or another worker has it. */
export async function takeLease(tx: Tx, jobId: number, workerId: string): Promise<Lease | undefined> {
  const token = randomUUID()
  const rows = await tx.execute(sql`
    update quayside.jobs set lease_token = ${token}, worker_id = ${workerId}, leased_at = clock_timestamp(),
      lease_expires_at = now() + make_interval(secs => ${env.leaseSeconds}), queued_at = null
    where id = ${jobId} and status = 'running' and lease_token is null
    returning id`)
  return rows.length > 0 ? { jobId, token } : undefined
}

/** Renews the lease; the status the job has now, or undefined when the lease is lost. */
export async function renewLease(tx: Tx, lease: Lease): Promise<JobStatus | undefined> {
  const [row] = await tx.execute<{ status: JobStatus }>(sql`
    update quayside.jobs set lease_expires_at = now() + make_interval(secs => ${env.leaseSeconds})
    where id = ${lease.jobId} and lease_token = ${lease.token}
    returning status`)
  return row?.status
}
