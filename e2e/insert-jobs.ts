import type { Connection } from '#db/client.ts'
import type { Table } from '#e2e/table.ts'
import { ENDED, type JobStatus } from '#jobs/status.ts'

export type GivenJob = {
  label: string
  status?: JobStatus
  kind?: 'import' | 'export'
  rejects?: number
  owner?: string
  startedAt?: Date
  finishedAt?: Date
  /** Since when it waits for a worker, who finds no file. */
  queuedAt?: Date
  activeMs?: number
  fileName?: string
  /** Its history has a date that is none, for which the server has no words: its details cannot be shown. */
  unreadable?: boolean
}

/** Jobs of a test's table that only have to be seen in the list, without the work that leads there; they go with the table. */
export async function insertJobs({ sql }: Connection, table: Table, jobs: GivenJob[]): Promise<number[]> {
  const rows = jobs.map(
    ({
      label,
      status = 'finished',
      kind = 'import',
      rejects = 0,
      owner = 'Ada',
      startedAt = new Date(),
      finishedAt = startedAt,
      queuedAt,
      activeMs = 1000,
      fileName,
    }) => ({
      label,
      status,
      kind,
      rejects,
      owner,
      started_at: startedAt.toISOString(),
      finished_at: ENDED[status] ? finishedAt.toISOString() : null,
      queued_at: queuedAt?.toISOString() ?? null,
      active_ms: activeMs,
      file_name: fileName ?? null,
      total: 100,
      processed: 100,
      table_schema: 'public',
      table_name: table.name,
    }),
  )
  const inserted = await sql<{ id: number }[]>`insert into quayside.jobs ${sql(rows)} returning id::int`
  const ids = inserted.map(({ id }) => id)
  for (const [index, { unreadable }] of jobs.entries())
    if (unreadable)
      await sql`
        insert into quayside.job_moves (job_id, from_status, to_status, by, at)
        values (${ids[index] ?? 0}, 'running', 'finished', 'worker', 'infinity')`
  return ids
}
