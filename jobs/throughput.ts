import { asc, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { jobMoves } from '#db/schema.ts'
import { findJob } from '#jobs/find-job.ts'
import type { JournalCode } from '#jobs/journal.ts'
import type { JobStatus, Mover } from '#jobs/status.ts'
import { BUCKETS, type Grid, gridOf, type Stretch, TOLD_PER_BUCKET } from '#jobs/throughput-grid.ts'

/** Records per bucket of time, for as long as somebody worked on the job. Times are milliseconds since 1970. */
export type Throughput = Omit<Grid, 'stretches'> & {
  stretches: (Grid['stretches'][number] & { counts: number[] })[]
  marks: Mark[]
}

/** A move that a picture of the work marks, in the order in which they were made. */
export type Mark = { at: number; to: JobStatus; by: Mover; actor: string | null; reason: string | null }

/** Entries that tell how many records came through, and the SQL that says how many. */
const TOLD: Partial<Record<JournalCode, string>> = {
  'import.chunk': `(params->>'last')::bigint - (params->>'first')::bigint + 1`,
  'import.held': `(params->>'last')::bigint - (params->>'first')::bigint + 1`,
  'retry.batch': `(params->>'success')::bigint + (params->>'rejects')::bigint`,
  'export.chunk': `(params->>'rows')::bigint`,
}
const COUNT = `case code ${Object.entries(TOLD)
  .map(([code, count]) => `when '${code}' then ${count}`)
  .join(' ')} end`

/** Entries that a worker writes when it has taken the job; until then the job waited for one. */
const TAKEN: JournalCode[] = [
  'import.detected',
  'import.recognized',
  'import.continued',
  'import.counted',
  'export.counted',
  'export.continued',
]

/** Whether a worker may be at it; in a record, so that a tenth status has to say. */
const AT_WORK: Record<JobStatus, boolean> = {
  editing: false,
  running: true,
  pausing: true,
  paused: false,
  cancelling: true,
  cancelled: false,
  finished: false,
  finished_with_errors: false,
  server_shutdown: false,
}

/**
 * Pieces that a worker may have in hand at once. Each is told of when it is done, and took the time since so many were told of before
 * it: counted where they are told of, they would beat against the buckets, three in one and two in the next.
 */
const AT_ONCE = 3

const codes = (list: string[]) => sql.raw(`'{${list.join(',')}}'::text[]`)

/** How many records came through over time, or null where nobody worked on the job yet. */
export async function throughputOf(tx: Tx, jobId: number, now = Date.now()): Promise<Throughput | null> {
  const job = await findJob(tx, jobId)
  if (!job || job.startedAt === null) return null
  const moves = await tx.select().from(jobMoves).where(eq(jobMoves.jobId, jobId)).orderBy(asc(jobMoves.id))
  const marks = moves.map(({ at, to, by, actor, reason }) => ({ at: at.getTime(), to, by: by as Mover, actor, reason }))
  const taken = await tx.execute<{ at: string }>(sql`
    select extract(epoch from at) * 1000 as at from quayside.journal_entries
    where job_id = ${jobId} and code = any(${codes(TAKEN)}) order by id`)
  const worked = stretchesOf(
    marks,
    taken.map(({ at }) => Number(at)),
    now,
    job.leasedAt?.getTime() ?? null,
  )
  // More of them make no difference.
  const [told] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select from quayside.journal_entries where job_id = ${jobId} and code = any(${codes(Object.keys(TOLD))}) limit ${BUCKETS * TOLD_PER_BUCKET}
    ) told`)
  const grid = gridOf(worked, told?.count ?? 0)
  if (!grid) return null
  const { bucketMs, stretches } = grid
  const starts = sql.raw(`'{${stretches.map(({ from }) => from).join(',')}}'::double precision[]`)
  const rows = await tx.execute<{ stretch: number; bucket: number; count: number }>(sql`
    with told as (
      select stretch, at, count, greatest(lag(at, ${AT_ONCE}) over (partition by stretch order by at, id), 0) as since
      from (
        select id, stretch, count, greatest(at - (${starts})[stretch], 0) as at
        from (
          select id, extract(epoch from at)::double precision * 1000 as at, ${sql.raw(COUNT)} as count,
            greatest(width_bucket(extract(epoch from at)::double precision * 1000, ${starts}), 1) as stretch
          from quayside.journal_entries where job_id = ${jobId} and code = any(${codes(Object.keys(TOLD))})
        ) entry
      ) within
    )
    select stretch, bucket, sum(case when at > since
      then count * (least(at, (bucket + 1) * ${bucketMs}::double precision) - greatest(since, bucket * ${bucketMs}::double precision)) / (at - since)
      else count end)::double precision as count
    from told, generate_series(floor(since / ${bucketMs}::double precision)::int, floor(at / ${bucketMs}::double precision)::int) bucket
    group by 1, 2`)
  const counts = stretches.map(({ buckets }) => new Array<number>(buckets).fill(0))
  for (const { stretch, bucket, count } of rows) {
    const row = counts[stretch - 1]
    if (!row) continue
    // What was told just after the worker was seen to leave belongs to its work.
    const at = Math.min(bucket, row.length - 1)
    row[at] = (row[at] ?? 0) + count
  }
  return {
    bucketMs,
    stretches: stretches.map((stretch, index) => ({ ...stretch, counts: inWholes(counts[index] ?? []) })),
    marks: marks.filter(({ to }) => !(to === 'pausing' || to === 'cancelling')),
  }
}

/** The same in whole numbers, with the same sum. */
function inWholes(counts: number[]): number[] {
  let sum = 0
  let told = 0
  return counts.map((count) => {
    sum += count
    const whole = Math.round(sum) - told
    told += whole
    return whole
  })
}

/** From taking the job to letting go of it, again and again; the last stretch may last until now. */
function stretchesOf(marks: Mark[], taken: number[], now: number, leasedAt: number | null): Stretch[] {
  const stretches: Stretch[] = []
  let from: number | null = null
  const close = (begun: number, to: number) => {
    const first = taken.find((at) => at >= begun && at <= to)
    // Nobody took it: it waited all the time.
    if (first !== undefined) stretches.push({ from: first, to })
  }
  for (const { at, to } of marks) {
    if (AT_WORK[to]) from ??= at
    else if (from !== null) {
      close(from, at)
      from = null
    }
  }
  // Of a job that runs, the lease says so before the journal does.
  if (from !== null && leasedAt !== null)
    stretches.push({ from: taken.find((at) => at >= leasedAt) ?? leasedAt, to: Math.max(now, leasedAt) })
  return stretches
}
