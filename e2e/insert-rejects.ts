import type { Connection } from '#db/client.ts'
import { insertJobs } from '#e2e/insert-jobs.ts'
import type { Table } from '#e2e/table.ts'
import type { JobStatus, RejectState } from '#jobs/status.ts'

type Given = { status?: JobStatus; total?: number; states: RejectState[] }

/** A job with rejects in these states, dates that are none, without the import that refused them; it goes with the table. */
export async function insertRejects(
  database: Connection,
  table: Table,
  { status = 'finished', total = 100, states }: Given,
): Promise<number> {
  const [jobId = 0] = await insertJobs(database, table, [{ label: table.name, status, rejects: states.length }])
  const { sql } = database
  const of = (state: RejectState) => states.filter((one) => one === state).length
  const waiting = of('retrying')
  await sql`
    update quayside.jobs set total = ${total}, processed = ${total}, discarded = ${of('discarded')},
      retrying = ${waiting}, retry_total = ${waiting} where id = ${jobId}`
  const rows = states.map((state, index) => ({
    job_id: jobId,
    record: index + 1,
    line: index + 2,
    kind: 'value',
    column: 'Day',
    value: `${index} March`,
    code: 'not_a_date',
    raw: `${index};Nice;1,00;${index} March;FR`,
    state,
  }))
  await sql`insert into quayside.rejects ${sql(rows)}`
  return jobId
}
