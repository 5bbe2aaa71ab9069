import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'

/** What hangs on jobs: `bytes` of their files, lines of their journals, refused records, and the rows their imports wrote. */
export type Weight = { files: number; bytes: number; entries: number; rejects: number; rows: number }

/** What would go if these jobs were deleted, and, as `rows`, what would stay. */
export async function weighJobs(tx: Tx, jobIds: number[]): Promise<Weight> {
  const ids = sql`any(${`{${jobIds.join(',')}}`}::bigint[])`
  const [weight] = await tx.execute<Record<keyof Weight, string>>(sql`
    select
      (select count(*) from quayside.files where job_id = ${ids}) as files,
      (select coalesce(sum(size), 0) from quayside.files where job_id = ${ids}) as bytes,
      (select count(*) from quayside.journal_entries where job_id = ${ids}) as entries,
      coalesce(sum(rejects), 0) as rejects,
      coalesce(sum(success) filter (where kind = 'import'), 0) as rows
    from quayside.jobs where id = ${ids}`)
  const of = (name: keyof Weight) => Number(weight?.[name] ?? 0)
  return { files: of('files'), bytes: of('bytes'), entries: of('entries'), rejects: of('rejects'), rows: of('rows') }
}
