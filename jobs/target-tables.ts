import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'

export type TableName = { schema: string; name: string }

export type TargetColumn = {
  name: string
  /** As Postgres writes it: `numeric(10,2)`, `character varying(40)`, `timestamp with time zone`. */
  type: string
  isEnum?: boolean
  /** A text under a name of its own. */
  isText?: boolean
  /** Numbered by the table itself: a new row may bring its number along, a known one keeps it. */
  alwaysGenerated?: boolean
  /** Must be given: not null, without default and not generated. */
  required: boolean
  /** May be written at all: not generated. */
  writable: boolean
  nullable: boolean
  /** Position in the primary key or, for want of one, in the first unique key without nulls; from 1. */
  key: number | null
}

export type TargetTable = TableName & { columns: TargetColumn[]; ordinary: boolean }

const OWN_SCHEMAS = sql`('quayside', 'quayside_queue', 'information_schema', 'pg_catalog', 'pg_toast')`

/** The company's tables: everything that the role may read, apart from Quayside's own and Postgres's. */
export async function listTargetTables(tx: Tx): Promise<TableName[]> {
  const rows = await tx.execute<TableName>(sql`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ${OWN_SCHEMAS} and n.nspname not like 'pg\\_%'
      and has_table_privilege(c.oid, 'SELECT, INSERT')
    order by n.nspname <> 'public', n.nspname, c.relname`)
  return [...rows]
}

/** The table with its columns as the catalog has them now, or undefined where there is none that jobs may use. */
export async function describeTable(tx: Tx, table: TableName): Promise<TargetTable | undefined> {
  const rows = await tx.execute<{ schema: string; table: string; ordinary: boolean; name: string | null } & Omit<TargetColumn, 'name'>>(sql`
    select n.nspname as schema, c.relname as table, c.relkind = 'r' as ordinary, a.attname as name,
      format_type(a.atttypid, a.atttypmod) as type, t.typtype = 'e' as "isEnum", t.typcategory = 'S' and t.typnamespace <> 'pg_catalog'::regnamespace as "isText",
      a.attidentity = 'a' as "alwaysGenerated",
      a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attgenerated = '' as required,
      a.attgenerated = '' as writable, not a.attnotnull as nullable,
      array_position(k.columns, a.attnum)::int as key
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_type t on t.oid = a.atttypid
    left join lateral (
      select i.columns from (
        -- What an index merely includes comes after its keys. An index vector counts from 0, the cut one from 1.
        select *, (indkey::int2[])[0:indnkeyatts - 1] as columns from pg_index
      ) i
      where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null and i.indexprs is null
        and not exists (select from pg_attribute x where x.attrelid = c.oid and x.attnum = any(i.columns) and not x.attnotnull)
      order by i.indisprimary desc, i.indnkeyatts, i.indexrelid limit 1
    ) k on true
    where c.relkind in ('r', 'p') and n.nspname = ${table.schema} and c.relname = ${table.name} and n.nspname not in ${OWN_SCHEMAS}
    order by a.attnum`)
  const [first] = rows
  if (!first) return undefined
  const columns = rows.flatMap(({ name, type, isEnum, isText, alwaysGenerated, required, writable, nullable, key }) =>
    name === null
      ? []
      : [
          {
            name,
            type,
            ...(isEnum && { isEnum }),
            ...(isText && { isText }),
            ...(alwaysGenerated && { alwaysGenerated }),
            required,
            writable,
            nullable,
            key,
          },
        ],
  )
  return { schema: first.schema, name: first.table, ordinary: first.ordinary, columns }
}
