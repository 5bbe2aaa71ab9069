import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { TableName } from '#jobs/target-tables.ts'

/** What jobs can be filtered by; `more`: there are others that are not named. */
export type Choices = { owners: string[]; moreOwners: boolean; tables: TableName[]; moreTables: boolean }

/** How many are named at most. */
export const CHOICES = 500

/** The owners and the tables that there are among all jobs, read by leaps from one to the next in their indexes. */
export async function listChoices(tx: Tx): Promise<Choices> {
  const owners = await tx.execute<{ owner: string }>(sql`
    with recursive found as (
      (select owner from quayside.jobs order by owner limit 1)
      union all
      select (select jobs.owner from quayside.jobs where jobs.owner > found.owner order by jobs.owner limit 1) from found where owner is not null
    )
    select owner from found where owner is not null limit ${CHOICES + 1}`)
  const tables = await tx.execute<TableName>(sql`
    with recursive found as (
      (select table_schema, table_name from quayside.jobs where table_schema is not null and table_name is not null
        order by table_schema, table_name limit 1)
      union all
      select next.* from found cross join lateral (
        select table_schema, table_name from quayside.jobs
        where (table_schema, table_name) > (found.table_schema, found.table_name)
        order by table_schema, table_name limit 1
      ) next
    )
    select table_schema as schema, table_name as name from found limit ${CHOICES + 1}`)
  return {
    owners: owners.slice(0, CHOICES).map(({ owner }) => owner),
    moreOwners: owners.length > CHOICES,
    tables: tables.slice(0, CHOICES).map(({ schema, name }) => ({ schema, name })),
    moreTables: tables.length > CHOICES,
  }
}
