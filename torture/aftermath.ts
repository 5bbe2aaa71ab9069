import type { Sql } from '#db/client.ts'

/** Everything that an import leaves behind, each part as lines that can be compared. */
export type Aftermath = {
  status: string
  /** The table's rows as text, in order: two of the same are two. */
  rows: string[]
  rejects: string[]
  /** Every try of those that were tried again. */
  attempts: string[]
  counters: Record<string, string>
  /** Records that the checkpoint says are still to do. */
  left: number
  /** Journal entries that no disturbance explains. */
  journal: string[]
}

/** What the journal may say besides because of a disturbance, and by which it counts. */
const DISTURBANCES = ['database.interrupted', 'error.disk_full', 'error.database_unavailable', 'move.given_up']

/** Journal entries that are written as often as the work is taken up. */
const REPEATED = ['retry.batch', 'import.continued', 'import.chunk', 'import.done', 'import.held', 'import.doubles_sought']

/** Told once a piece, with the number of values; how the file falls into pieces is a matter of speed. */
const BY_PIECE = ['import.value_left_empty', 'import.value_not_in_map']

/** Reads it in one snapshot. */
export async function aftermathOf(sql: Sql, jobId: number, table: string): Promise<Aftermath> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const rows = await tx.unsafe(`select t::text as row from ${table} t order by 1`)
    const rejects = await tx`
      select concat_ws('|', record, 'line ' || line, 'byte ' || byte, kind, coalesce("column", '∅'), coalesce(value, '∅'), code, params,
        coalesce(detail, '∅'), raw, state, attempts, coalesce(repaired, '∅')) as reject
      from quayside.rejects where job_id = ${jobId} order by record`
    const attempts = await tx`
      select concat_ws('|', record, attempt, actor, tried, kind, coalesce("column", '∅'), coalesce(value, '∅'), coalesce(code, '∅'), params) as attempt
      from quayside.reject_attempts where job_id = ${jobId} order by record, attempt`
    const [job] = await tx`
      select status, total, processed, success, empty, rejects, doubles, duplicates, unprocessed, held, discarded, retrying, retry_total, errors, warnings
      from quayside.jobs where id = ${jobId}`
    const [left] = await tx`select coalesce(sum(records_left), 0)::int as left from quayside.chunks where job_id = ${jobId}`
    const entries = await tx`
      select level, code, params, detail from quayside.journal_entries where job_id = ${jobId} order by code, params::text`
    const { status, errors, warnings, ...counters } = job as Record<string, string>
    const count = (level: string) => entries.filter((entry) => entry.level === level && DISTURBANCES.includes(entry.code)).length
    return {
      status: status ?? '',
      rows: rows.map(({ row }) => row),
      rejects: rejects.map(({ reject }) => reject),
      attempts: attempts.map(({ attempt }) => attempt),
      counters: {
        ...counters,
        errors: String(Number(errors) - count('error')),
        warnings: String(Number(warnings) - count('warning')),
      } as Record<string, string>,
      left: Number(left?.left),
      journal: entries
        .filter(({ code }) => !code.startsWith('move.') && ![...DISTURBANCES, ...REPEATED, ...BY_PIECE].includes(code))
        .map(({ code, params, detail }) => `${code} ${JSON.stringify(params)} ${detail ?? ''}`)
        .concat(byPiece(entries.filter(({ code }) => BY_PIECE.includes(code)))),
    }
  }) as Promise<Aftermath>
}

function byPiece(entries: { code?: string; params?: { column: string; count: number } }[]): string[] {
  const sums = new Map<string, number>()
  for (const { code, params } of entries) {
    const key = `${code} ${params?.column}`
    sums.set(key, (sums.get(key) ?? 0) + Number(params?.count))
  }
  return [...sums].map(([key, count]) => `${key}: ${count}`)
}

/** What the disturbed import left that the undisturbed one did not, and the other way round; empty where they are the same. */
export function differences(calm: Aftermath, storm: Aftermath): string[] {
  const found: string[] = []
  if (calm.status !== storm.status) found.push(`status ${storm.status} instead of ${calm.status}`)
  if (storm.left !== calm.left) found.push(`${storm.left} records left instead of ${calm.left}`)
  for (const name of Object.keys(calm.counters))
    if (calm.counters[name] !== storm.counters[name]) found.push(`${name} ${storm.counters[name]} instead of ${calm.counters[name]}`)
  for (const part of ['rows', 'rejects', 'attempts', 'journal'] as const) {
    const { missing, added } = compare(calm[part], storm[part])
    for (const [word, lines] of [
      ['missing', missing],
      ['too many', added],
    ] as const) {
      if (lines.length > 0)
        found.push(
          `${lines.length} ${part} ${word}, such as ${lines
            .slice(0, 3)
            .map((line) => line.slice(0, 300))
            .join('\n      ')}`,
        )
    }
  }
  return found
}

/** As bags: the order says nothing, the number of equal ones does. */
export function compare(expected: string[], found: string[]): { missing: string[]; added: string[] } {
  const counts = new Map<string, number>()
  for (const line of expected) counts.set(line, (counts.get(line) ?? 0) + 1)
  const added: string[] = []
  for (const line of found) {
    const count = counts.get(line) ?? 0
    if (count === 0) added.push(line)
    else counts.set(line, count - 1)
  }
  return { missing: [...counts].flatMap(([line, count]) => Array<string>(count).fill(line)), added }
}
