import { randomUUID } from 'node:crypto'
import type { Connection } from '#db/client.ts'

/** When the first entry of such a journal was written. */
export const FIRST_ENTRY = new Date('2026-03-14T22:30:00Z')

export type LongJournal = {
  jobId: number
  label: string
  /** Numbers of the entries, in their order. */
  ids: () => Promise<number[]>
  /** Writes so many more, as a worker does: the open pages hear of it. */
  grow: (count: number) => Promise<void>
  takeAway: () => Promise<void>
}

/**
 * A running import whose journal has so many lines, 3 seconds apart: every hundredth a warning, of a value from Zürich, and the
 * last but ten an error. Its lease holds longer than any test.
 */
export async function longJournal({ sql }: Connection, lines: number): Promise<LongJournal> {
  const label = `Chronik ${randomUUID().slice(0, 8)}`
  const [job] = await sql<{ id: string }[]>`
    insert into quayside.jobs (kind, label, owner, status, total, worker_id, lease_token, leased_at, lease_expires_at, started_at)
    values ('import', ${label}, 'Ada', 'running', 100000000, ${randomUUID()}, ${randomUUID()}, now(), now() + interval '1 hour', now()) returning id`
  const jobId = Number(job?.id)
  await sql`
    insert into quayside.journal_entries (job_id, at, level, code, params, detail)
    select ${jobId}, ${FIRST_ENTRY.toISOString()}::timestamptz + (i - 1) * interval '3 s',
      (case when i = ${lines - 10}::int then 'error' when i % 100 = 0 then 'warning' else 'info' end)::quayside.journal_level,
      case when i = ${lines - 10}::int then 'error.unexpected' when i % 100 = 0 then 'import.value_left_empty' else 'import.chunk' end,
      case when i = ${lines - 10}::int then '{}'::jsonb
        when i % 100 = 0 then jsonb_build_object('column', 'stadt', 'count', 1, 'record', i * 1000, 'value', 'Zürich ' || i)
        else jsonb_build_object('first', (i - 1) * 1000 + 1, 'last', i * 1000, 'success', 1000, 'rejects', 0) end,
      case when i = ${lines - 10}::int then '=1+1 broken pipe' end
    from generate_series(1, ${lines}::int) i`
  let written = lines
  return {
    jobId,
    label,
    ids: async () =>
      (await sql<{ id: string }[]>`select id from quayside.journal_entries where job_id = ${jobId} order by id`).map(({ id }) =>
        Number(id),
      ),
    async grow(count) {
      await sql.begin(async (own) => {
        await own`
          insert into quayside.journal_entries (job_id, at, level, code, params)
          select ${jobId}, clock_timestamp(), 'info', 'import.chunk',
            jsonb_build_object('first', (${written}::int + i - 1) * 1000 + 1, 'last', (${written}::int + i) * 1000, 'success', 1000, 'rejects', 0)
          from generate_series(1, ${count}::int) i`
        await own`update quayside.jobs set processed = processed + ${count * 1000}, updated_at = clock_timestamp() where id = ${jobId}`
      })
      written += count
    },
    takeAway: async () => {
      await sql`delete from quayside.jobs where id = ${jobId}`
    },
  }
}
