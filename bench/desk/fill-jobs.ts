import type { Company } from '#bench/desk/companies.ts'
import type { Connection, Sql } from '#db/client.ts'

/** A number from 0 to 1 that is always the same for the same job. */
const chance = (which: number) => `((hashint8extended(n, ${which}) & 2147483647)::float8 / 2147483648)`

/**
 * Fills the empty table with finished and failed jobs of two years and the few that are under way, as a company has them. Set-based, the
 * indexes built afterwards, and statistics taken.
 */
export async function fillJobs(connection: Connection, company: Company, say: (line: string) => void): Promise<void> {
  await withoutIndexes(connection, say, async (own) => {
    say(`${company.jobs.toLocaleString('en')} jobs`)
    await own.unsafe(insertJobs(company))
    await own.unsafe(`select setval(pg_get_serial_sequence('quayside.jobs', 'id'), (select max(id) from quayside.jobs))`)
  })
  say('statistics')
  await connection.sql.unsafe('vacuum (analyze) quayside.jobs')
}

/** The last of the jobs are under way; drafts and paused ones lie between the others. */
const insertJobs = ({ jobs, owners, tables, templates, skew, failed, things, numbers: [lowest, highest] }: Company) => `
  insert into quayside.jobs (id, kind, status, label, owner, table_schema, table_name, template_id, file_name, settings, created_at, updated_at,
    status_since, started_at, finished_at, active_ms, lease_token, leased_at, lease_expires_at, total, processed, success, errors, rejects)
  overriding system value
  select 1000 + n, kind, status, label, owner,
    case when status <> 'editing' or ${chance(9)} < 0.5 then 'public' end,
    case when status <> 'editing' or ${chance(9)} < 0.5 then 'table_' || lpad(t::text, 3, '0') end,
    case when ${chance(15)} < 0.333 then 1 + (power(${chance(16)}, ${skew}) * ${templates - 1})::int end,
    lower(replace(thing, ' ', '_')) || to_char(created, '_YYYYMMDD') || case kind when 'import' then '.csv' else '.xlsx' end,
    '{}', created, coalesce(finished, started, created), coalesce(finished, started, created), started, finished, case when started is null then 0 else ms end,
    lease, case when lease is not null then started end, case when lease is not null then now() + interval '1 day' end,
    case when started is not null then total end, case when started is not null then done else 0 end,
    case when started is not null then done - rejected else 0 end, case when status = 'finished_with_errors' then 1 else 0 end,
    case when started is not null then rejected else 0 end
  from (
    select *, case when status in ('running', 'pausing', 'cancelling') then gen_random_uuid() end as lease,
      case when status <> 'editing' then created + ${chance(1)} * interval '10 minutes' end as started,
      case when status in ('finished', 'finished_with_errors', 'cancelled') then created + interval '10 minutes' + ms * interval '1 millisecond' end as finished,
      case when status in ('finished', 'finished_with_errors') then total else total / 2 end as done,
      case when kind = 'import' and ${chance(2)} < 0.12 then least(1 + (power(${chance(3)}, 4) * 500)::int, total / 2) else 0 end as rejected,
      thing || case when ${chance(4)} < 0.3 then ' ' || to_char(created, 'YYYY-MM') when ${chance(4)} < 0.6 then ' ' || (${lowest} + ${chance(5)} * ${highest - lowest})::int else '' end as label
    from (
      select n, (case when ${chance(6)} < 0.8 then 'import' else 'export' end)::quayside.job_kind as kind,
        'user' || lpad((power(${chance(7)}, ${skew}) * ${owners - 1})::int::text, 3, '0') as owner,
        (power(${chance(8)}, ${skew}) * ${tables - 1})::int as t,
        (array[${things.map((thing) => `'${thing}'`).join(',')}])[1 + (${chance(10)} * ${things.length})::int % ${things.length}] as thing,
        now() - (${jobs} - n + ${chance(11)}) * (interval '2 years' / ${jobs}) as created,
        (200 + power(${chance(12)}, 6) * 3600000)::bigint as ms,
        (10 + power(${chance(13)}, 5) * 2000000)::bigint as total,
        (case
          when n > ${jobs} - 24 then (array['running', 'running', 'running', 'running', 'pausing', 'cancelling', 'server_shutdown', 'running'])[1 + n % 8]
          when ${chance(14)} < 0.005 then 'editing'
          when ${chance(14)} < 0.0055 then 'paused'
          when ${chance(14)} < 0.02 then 'cancelled'
          when ${chance(14)} < ${0.02 + failed} then 'finished_with_errors'
          else 'finished' end)::quayside.job_status as status
      from generate_series(1::bigint, ${jobs}) n
    ) a
  ) b`

/** Fills while nothing has to be kept in order beside the rows themselves, and puts the order back as it was. */
async function withoutIndexes({ single }: Connection, say: (line: string) => void, fill: (sql: Sql) => Promise<void>): Promise<void> {
  const own = single()
  try {
    const indexes = await own<{ name: string; definition: string }[]>`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) || coalesce((
        select format('; alter index %s alter column 1 set statistics %s', indexrelid::regclass, attstattarget)
        from pg_attribute where attrelid = indexrelid and attnum = 1 and attstattarget is not null), '') as definition
      from pg_index where indrelid = 'quayside.jobs'::regclass and not indisprimary`
    for (const { name } of indexes) await own.unsafe(`drop index ${name}`)
    await own.unsafe(`set session_replication_role = replica; set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 2`)
    await fill(own)
    for (const { name, definition } of indexes) {
      const began = performance.now()
      await own.unsafe(definition)
      say(`index ${name}: ${Math.round((performance.now() - began) / 1000)} s`)
    }
  } finally {
    await own.end()
  }
}
