import { asc, eq, or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { templates } from '#db/schema.ts'
import type { Actor } from '#jobs/actor.ts'
import type { TableName } from '#jobs/target-tables.ts'

/** What jobs can be filtered by; `more`: there are others that are not named. */
export type Choices = {
  owners: string[]
  moreOwners: boolean
  tables: TableName[]
  moreTables: boolean
  /** The owner is null where it is whoever asks. */
  templates: { id: number; name: string; owner: string | null }[]
  moreTemplates: boolean
}

/** How many are named at most. */
export const CHOICES = 500

/**
 * The owners and the tables that there are among all jobs, read by leaps from one to the next in their indexes, and the templates
 * that whoever asks may use.
 */
export async function listChoices(tx: Tx, actor: Actor): Promise<Choices> {
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
  const found = await tx
    .select({ id: templates.id, name: templates.name, owner: templates.owner })
    .from(templates)
    .where(or(eq(templates.owner, actor.name), eq(templates.shared, true)))
    .orderBy(asc(templates.name), asc(templates.id))
    .limit(CHOICES + 1)
  return {
    owners: owners.slice(0, CHOICES).map(({ owner }) => owner),
    moreOwners: owners.length > CHOICES,
    tables: tables.slice(0, CHOICES).map(({ schema, name }) => ({ schema, name })),
    moreTables: tables.length > CHOICES,
    templates: found.slice(0, CHOICES).map(({ owner, ...template }) => ({ ...template, owner: owner === actor.name ? null : owner })),
    moreTemplates: found.length > CHOICES,
  }
}
