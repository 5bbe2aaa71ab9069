import type { Sql } from '#db/client.ts'
import { type Aftermath, compare } from '#torture/aftermath.ts'

/**
 * What must hold of an import at every moment, since each transaction writes rows, rejects, counters and checkpoint
 * together. Reads all in one snapshot.
 * @param before rows that stood in the table beforehand
 * @param insertsOnly every success is a new row
 */
export async function account(
  sql: Sql,
  jobId: number,
  table: string,
  { before, insertsOnly }: { before: number; insertsOnly: boolean },
): Promise<string[]> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [job] = await tx<
      Record<'status' | 'processed' | 'success' | 'empty' | 'rejects' | 'doubles' | 'duplicates' | 'held' | 'kept' | 'rows', string>[]
    >`
      select status, processed, success, empty, rejects, doubles, duplicates, held,
        (select count(*) from quayside.rejects where job_id = ${jobId} and state <> 'loaded') as kept,
        (select count(*) from ${tx(table)}) as rows
      from quayside.jobs where id = ${jobId}`
    if (!job) return ['the job is gone']
    const [processed, success, empty, rejects, doubles, duplicates, kept, rows] = (
      ['processed', 'success', 'empty', 'rejects', 'doubles', 'duplicates', 'kept', 'rows'] as const
    ).map((name) => Number(job[name])) as [number, number, number, number, number, number, number, number]
    const found: string[] = []
    if (processed !== success + empty + rejects + doubles + duplicates)
      found.push(
        `processed ${processed} is not success ${success} + empty ${empty} + rejects ${rejects} + doubles ${doubles} + duplicates ${duplicates}`,
      )
    if (kept !== rejects) found.push(`${kept} rejects are kept, ${rejects} are counted`)
    if (insertsOnly && rows - before !== success) found.push(`${rows - before} new rows, ${success} are counted`)
    if (Number(job.held) > 0 && !['running', 'pausing', 'cancelling'].includes(job.status))
      found.push(`${job.held} records are held by nobody`)
    return found.map((what) => `while ${job.status}: ${what}`)
  }) as Promise<string[]>
}

/**
 * Of an import that was cancelled: each record that its checkpoint calls done is a row, a reject or empty, just as in the
 * undisturbed run, and none of the others left anything.
 */
export async function accountCancelled(sql: Sql, jobId: number, table: string, calm: Aftermath, storm: Aftermath): Promise<string[]> {
  const found: string[] = []
  // Rows that stood there before may still be as they were.
  const added = compare(calm.rows, storm.rows).added.filter((row) => recordOf(row).length > 0)
  if (added.length > 0) found.push(`${added.length} rows that the undisturbed run has not, such as ${added[0]}`)
  const rejects = compare(calm.rejects, storm.rejects)
  if (rejects.added.length > 0) found.push(`${rejects.added.length} rejects that the undisturbed run has not, such as ${rejects.added[0]}`)

  const ofRecords = await sql<{ n: number }[]>`select n from ${sql(table)} where n > 0`
  const seen = new Set([...ofRecords.map(({ n }) => n), ...storm.rejects.map((reject) => Number(reject.split('|')[0]))])
  const left = await sql<{ from: string; count: string }[]>`
    select next_record as from, records_left as count from quayside.chunks where job_id = ${jobId} and records_left > 0`
  const isLeft = (record: number) => left.some(({ from, count }) => record >= Number(from) && record < Number(from) + Number(count))
  const early = [...seen].filter(isLeft)
  if (early.length > 0)
    found.push(`${early.length} records left something though the checkpoint says that they are to do, such as ${early[0]}`)
  // Every record that left nothing is still to do, or empty, or was never planned.
  const expected = [...calm.rows.flatMap(recordOf), ...calm.rejects.map((reject) => Number(reject.split('|')[0]))]
  const lost = expected.filter(
    (record) => !seen.has(record) && !isLeft(record) && storm.counters.total !== null && Number(storm.counters.total) > 0,
  )
  if (lost.length > 0) found.push(`${lost.length} records are lost, such as ${lost[0]}`)
  const { processed, unprocessed, total } = storm.counters
  if (total !== null && Number(processed) + Number(unprocessed) !== Number(total))
    found.push(`processed ${processed} + unprocessed ${unprocessed} is not total ${total}`)
  return found
}

/** The record's number, which is the table's first column. */
function recordOf(row: string): number[] {
  const n = Number(/^\((-?\d+),/.exec(row)?.[1])
  return n > 0 ? [n] : []
}
