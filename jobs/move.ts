import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Entry, writeJournal } from '#jobs/journal.ts'
import { leaveRejects } from '#jobs/leave-rejects.ts'
import { ENDED, type JobStatus, LEASABLE, type Move, type Mover, movesBy } from '#jobs/status.ts'

export type MovedJob = { id: number; from: JobStatus; to: JobStatus; leased: boolean }

type Options = {
  by: Mover
  /** Needed where the mover may choose; a person's verb leads to one status only. */
  to?: JobStatus
  /** Fences the move: only while this lease holds. */
  leaseToken?: string
  actor?: string
  reason?: string
  /** Of Retry: how many rejects are meant. */
  count?: number
}

/** Whether a job in this status may hold a lease. */
const leasable = (status: JobStatus) => (LEASABLE as readonly JobStatus[]).includes(status)

/**
 * Makes one move, as one guarded statement that also writes the history, or none: undefined says that the job is not (or
 * no longer) in a status from which `by` may move it. The journal gets its entry in the same transaction.
 */
export async function moveJob(tx: Tx, jobId: number, options: Options): Promise<MovedJob | undefined> {
  const moves = movesBy(options.by, options.to)
  const target = sql.join(
    moves.map((move) => sql`when ${move.from} then ${move.to}::quayside.job_status`),
    sql` `,
  )
  const targets = [...new Set(moves.map((move) => move.to))]
  const releases = targets.filter((status) => !leasable(status))
  const ends = targets.filter((status) => ENDED[status])
  const [moved] = await tx.execute<{ id: string; from: JobStatus; to: JobStatus; leased: boolean }>(sql`
    with job as (
      select id, status as from_status, case status::text ${target} end as to_status, lease_token
      from quayside.jobs
      where id = ${jobId} and status = any(${list(moves)})
        ${options.leaseToken ? sql`and lease_token = ${options.leaseToken}` : sql``}
      for no key update
    ), moved as (
      update quayside.jobs j set
        status = job.to_status,
        queued_at = case when job.to_status = 'running' then now() when job.to_status::text = any(${array(releases)}) then null else j.queued_at end,
        started_at = case when job.to_status = 'running' then coalesce(j.started_at, now()) else j.started_at end,
        finished_at = case when job.to_status::text = any(${array(ends)}) then now() else null end,
        vanished = ${options.by === 'start' || options.by === 'retry' ? sql`0` : sql`j.vanished`},
        unprocessed = case when job.to_status::text = any(${array(ends)}) then greatest(coalesce(j.total, 0) - j.processed, 0) else 0 end,
        active_ms = case when job.to_status::text = any(${array(releases)}) and j.leased_at is not null
          then j.active_ms + (extract(epoch from clock_timestamp() - j.leased_at) * 1000)::bigint else j.active_ms end,
        held = case when job.to_status::text = any(${array(releases)}) then 0 else j.held end,
        worker_id = case when job.to_status::text = any(${array(releases)}) then null else j.worker_id end,
        leased_at = case when job.to_status::text = any(${array(releases)}) then null else j.leased_at end,
        lease_expires_at = case when job.to_status::text = any(${array(releases)}) then null else j.lease_expires_at end,
        lease_token = case when job.to_status::text = any(${array(releases)}) then null else j.lease_token end
      from job where j.id = job.id
      returning j.id, job.from_status, job.to_status, job.lease_token is not null as leased
    ), history as (
      insert into quayside.job_moves (job_id, from_status, to_status, by, actor, reason)
      select id, from_status, to_status, ${options.by}, ${options.actor ?? null}, ${options.reason || null} from moved
    )
    select id, from_status as from, to_status as to, leased from moved`)
  if (!moved) return undefined
  if (moved.to === 'cancelled') await leaveRejects(tx, jobId)
  await writeJournal(tx, jobId, movedEntry(moved.to, options))
  return { ...moved, id: Number(moved.id) }
}

/** A literal list for `= any(…)`, so that the driver need not guess the type. */
const array = (statuses: readonly JobStatus[]) => sql.raw(`'{${statuses.join(',')}}'::text[]`)
const list = (moves: Move[]) => sql.raw(`'{${moves.map((move) => move.from).join(',')}}'::quayside.job_status[]`)

function movedEntry(to: JobStatus, { by, actor = '', reason = '', count = 0 }: Options): Entry {
  if (by === 'start') return { code: 'move.start', params: { actor } }
  if (by === 'retry') return { code: 'move.retry', params: { actor, count } }
  if (by === 'pause' || by === 'cancel') return { code: `move.${by}`, params: { actor, reason } }
  return SYSTEM_ENTRY[by][to] ?? { code: 'error.unexpected', params: {} }
}

/** What the journal says when the system moved a job. */
const SYSTEM_ENTRY: Record<'worker' | 'recovery', Partial<Record<JobStatus, Entry>>> = {
  worker: {
    paused: { code: 'move.paused', params: {} },
    cancelled: { code: 'move.cancelled', params: {} },
    finished: { code: 'move.finished', params: {} },
    finished_with_errors: { code: 'move.finished_with_errors', params: {} },
    server_shutdown: { code: 'move.stopped', params: {} },
  },
  recovery: {
    paused: { code: 'move.paused', params: {} },
    cancelled: { code: 'move.cancelled', params: {} },
    running: { code: 'move.resumed', params: {} },
    server_shutdown: { code: 'move.vanished', params: {} },
    finished_with_errors: { code: 'move.given_up', params: {} },
  },
}
