import type { Sql } from '#db/client.ts'

/** So many rejects of one job, of three reasons in five columns. */
export async function fillRejects(sql: Sql, jobId: number, rejects: number): Promise<void> {
  await sql.unsafe(`
    insert into quayside.rejects (job_id, record, line, byte, kind, "column", value, code, params, detail, raw)
    select ${jobId}, n * 3, n * 3 + 1, n * 300, case when n % 3 = 0 then 'database' else 'value' end::quayside.reject_kind,
      'column_' || n % 5, 'value ' || n, (array['number', 'date', 'database'])[1 + n % 3], '{}',
      case when n % 3 = 0 then 'violates foreign key constraint' end,
      n || ';Müller & Söhne;Straße ' || n % 900 || ';31.02.2025;1.234,50'
    from generate_series(1, ${rejects}) n`)
  await sql.unsafe(`update quayside.jobs set rejects = ${rejects} where id = ${jobId}`)
  await sql.unsafe('vacuum (analyze) quayside.rejects')
}
