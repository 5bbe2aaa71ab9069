import type { Sql } from '#db/client.ts'

/** A journal of so many lines: chunk after chunk, a warning now and then, an error every ten thousand, and one word at one place. */
export async function fillJournal(sql: Sql, jobId: number, lines: number): Promise<void> {
  await sql.unsafe(`
    insert into quayside.journal_entries (job_id, at, level, code, params, detail)
    select ${jobId}, now() - (${lines} - n) * interval '100 milliseconds',
      (case when n % 10000 = 0 then 'error' when n % 500 = 0 then 'warning' else 'info' end)::quayside.journal_level,
      case when n % 10000 = 0 then 'error.unexpected' when n % 500 = 0 then 'import.value_left_empty' else 'import.chunk' end,
      case when n % 10000 = 0 then '{}'::jsonb
        when n % 500 = 0 then jsonb_build_object('column', 'city_' || n % 7, 'count', n % 50, 'record', n, 'value', 'value ' || n)
        else jsonb_build_object('first', n * 500, 'last', n * 500 + 499, 'success', 500 - n % 3, 'rejects', n % 3) end,
      case when n = ${Math.floor(lines / 2)} then 'could not write to "${NEEDLE}": no space left on device' when n % 10000 = 0 then 'connection to server was lost' end
    from generate_series(1, ${lines}) n`)
  await sql.unsafe('vacuum (analyze) quayside.journal_entries')
}

/** A word that one line of the journal has. */
export const NEEDLE = 'tablespace_archive_07'
