import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'

export type WorkerView = { id: string; host: string; pid: number; slots: number; jobs: number[]; heartbeatAt: string }

/** Seconds without a heartbeat after which a worker counts as gone. */
export const WORKER_GONE_SECONDS = 15

/** The workers that are there, with the jobs that each of them runs. */
export async function listWorkers(tx: Tx): Promise<WorkerView[]> {
  const rows = await tx.execute<{ id: string; host: string; pid: number; slots: number; jobs: number[]; heartbeat_at: string }>(sql`
    select w.id, w.host, w.pid, w.slots, w.heartbeat_at::text as heartbeat_at,
      coalesce(json_agg(j.id order by j.id) filter (where j.id is not null), '[]') as jobs
    from quayside.workers w
    left join quayside.jobs j on j.worker_id = w.id and j.lease_token is not null
    where w.heartbeat_at > now() - make_interval(secs => ${WORKER_GONE_SECONDS})
    group by w.id order by w.started_at`)
  return rows.map((row) => ({
    id: row.id,
    host: row.host,
    pid: row.pid,
    slots: row.slots,
    jobs: row.jobs,
    heartbeatAt: new Date(row.heartbeat_at).toISOString(),
  }))
}

/** Whether there is any worker that could take a job, now or when it has room. */
export async function areWorkersThere(tx: Tx): Promise<boolean> {
  const [row] = await tx.execute<{ there: boolean }>(sql`
    select exists (select from quayside.workers where heartbeat_at > now() - make_interval(secs => ${WORKER_GONE_SECONDS})) as there`)
  return row?.there ?? false
}
