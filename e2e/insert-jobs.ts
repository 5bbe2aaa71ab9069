import type { Connection } from '#db/client.ts'
import type { Table } from '#e2e/table.ts'
import type { JobStatus } from '#jobs/status.ts'

type Given = {
  label: string
  status?: JobStatus
  kind?: 'import' | 'export'
  rejects?: number
  owner?: string
  startedAt?: Date
  activeMs?: number
}

/** Jobs of a test's table that only have to be seen in the list, without the work that leads there; they go with the table. */
export async function insertJobs({ sql }: Connection, table: Table, jobs: Given[]): Promise<number[]> {
  const rows = jobs.map(
    ({ label, status = 'finished', kind = 'import', rejects = 0, owner = 'Ada', startedAt = new Date(), activeMs = 1000 }) => ({
      label,
      status,
      kind,
      rejects,
      owner,
      started_at: startedAt.toISOString(),
      finished_at: startedAt.toISOString(),
      active_ms: activeMs,
      total: 100,
      processed: 100,
      table_schema: 'public',
      table_name: table.name,
    }),
  )
  const inserted = await sql<{ id: number }[]>`insert into quayside.jobs ${sql(rows)} returning id::int`
  return inserted.map(({ id }) => id)
}
