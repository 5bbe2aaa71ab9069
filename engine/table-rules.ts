import type { Sql } from '#db/client.ts'
import { NUMBER } from '#engine/operation.ts'
import { quoted, quotedTable } from '#engine/quote.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { TableName } from '#jobs/target-tables.ts'

/**
 * A rule of the table that can be asked of many rows at once. `violators` is a query over the scratch table that answers the
 * numbers of the rows that break it, and for `found` 0 where that is certain, 1 where it depends on what becomes of others.
 */
export type Rule = {
  reason: Extract<RejectReason, 'check' | 'foreign_key' | 'unique'>
  constraint: string
  /** Of the table; for a check all that it looks at. */
  columns: string[]
  violators: string
}

type Found = {
  kind: 'check' | 'foreign_key' | 'unique'
  name: string
  columns: string[]
  expression: string
  parent: string
  keys: string[]
}

/** Servers before 18 enforce all. */
const ENFORCED = `coalesce((to_jsonb(c)->>'conenforced')::boolean, true)`

/**
 * The rules that say for each row by itself, or against the table and the rows before it, whether it may come in, in the
 * order in which the table is asked: what stands in the way of a row is then always told the same, whichever way it came.
 * Not among them: exclusions, triggers, policies, indexes over expressions or parts; rows that those refuse are found one by one.
 * @param written the columns that rows bring along; a rule that looks at others cannot be asked
 */
export async function rulesOf(sql: Sql, table: TableName & { ordinary: boolean }, written: string[], scratch: string): Promise<Rule[]> {
  const target = quotedTable(table)
  const [row] = await sql.unsafe<{ rules: Found[] | string }[]>(
    `select coalesce(json_agg(r order by r.rank, r.position), '[]') as rules from (
      select 1 as rank, row_number() over (order by c.conname) as position, 'check' as kind, c.conname as name,
        (select coalesce(json_agg(a.attname), '[]') from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey)) as columns,
        pg_get_expr(c.conbin, c.conrelid) as expression, '' as parent, '[]'::json as keys
      from pg_constraint c where c.conrelid = $1::regclass and c.contype = 'c' and ${ENFORCED}
        -- The scratch table has neither the row as a whole nor the system's columns.
        and not exists (select from unnest(c.conkey) k where k <= 0)
      union all
      select 2, row_number() over (order by c.oid), 'foreign_key', c.conname,
        (select json_agg(a.attname order by k.at) from unnest(c.conkey) with ordinality k(num, at) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num),
        '', format('%I.%I', n.nspname, p.relname),
        (select json_agg(a.attname order by k.at) from unnest(c.confkey) with ordinality k(num, at) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num)
      from pg_constraint c join pg_class p on p.oid = c.confrelid join pg_namespace n on n.oid = p.relnamespace
      where c.conrelid = $1::regclass and c.contype = 'f' and c.confmatchtype = 's' and c.confrelid <> c.conrelid and ${ENFORCED}
        -- A foreign key to a table in parts is written down for each part too; the row is in one of them.
        and not exists (
          select from pg_constraint o where o.conrelid = c.conrelid and o.contype = 'f' and o.conkey = c.conkey
            and o.confrelid <> c.confrelid and o.confrelid in (select relid from pg_partition_ancestors(c.confrelid)))
        and not row_security_active(c.confrelid) and coalesce(to_jsonb(c)->>'conperiod', 'false') = 'false'
      union all
      select 3, row_number() over (order by i.indexrelid), 'unique', x.relname,
        (select json_agg(a.attname order by k.at) from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) with ordinality k(num, at) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num),
        '', '', '[]'::json
      from pg_index i join pg_class x on x.oid = i.indexrelid
      where i.indrelid = $1::regclass and i.indisunique and i.indisvalid and not i.indisexclusion and i.indpred is null and i.indexprs is null
    ) r`,
    [target],
  )
  const found = (typeof row?.rules === 'string' ? JSON.parse(row.rules) : (row?.rules ?? [])) as Found[]
  return found
    .filter(({ columns }) => columns.length > 0 && columns.every((column) => written.includes(column)))
    .map(({ kind, name, columns, expression, parent, keys }) => {
      const equal = (left: string, right: string, names: string[]) =>
        columns.map((column, index) => `${left}.${quoted(names[index] as string)} = ${right}.${quoted(column)}`).join(' and ')
      const given = columns.map((column) => `p.${quoted(column)} is not null`).join(' and ')
      const violators = {
        check: () => `select ${NUMBER}, 0 as found from ${scratch} p where ${NUMBER} > 0 and not (${expression})`,
        foreign_key: () =>
          `select ${NUMBER}, 0 as found from ${scratch} p where ${NUMBER} > 0 and ${given} and not exists (select from ${parent} t where ${equal('t', 'p', keys)})`,
        unique: () => `
          select ${NUMBER}, case when known then 0 else 1 end as found from (
            select ${NUMBER}, row_number() over (partition by ${columns.map(quoted).join(', ')} order by ${NUMBER}) as nth,
              exists (select from ${table.ordinary ? 'only ' : ''}${target} t where ${equal('t', 'p', columns)}) as known
            from ${scratch} p where ${NUMBER} > 0 and ${given}
          ) p where known or nth > 1`,
      }[kind]()
      return { reason: kind, constraint: name, columns, violators }
    })
}

/** Whether rows point to other rows of the same table, which must then be there before them. */
export async function pointsToItself(sql: Sql, table: TableName, written: string[]): Promise<boolean> {
  const [row] = await sql<{ points: boolean }[]>`
    select exists (
      select from pg_constraint c where c.conrelid = ${quotedTable(table)}::regclass and c.contype = 'f' and c.confrelid = c.conrelid
        and not exists (
          select from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey)
            and not ${JSON.stringify(written)}::text::jsonb ? a.attname::text)
    ) as points`
  return row?.points ?? false
}

/** Whether policies say which rows the role may write: then there is no COPY. */
export async function hidesRows(sql: Sql, table: TableName): Promise<boolean> {
  const [row] = await sql<{ hides: boolean }[]>`select row_security_active(${quotedTable(table)}::regclass) as hides`
  return row?.hides ?? false
}

/** Whether triggers may make other rows out of those that come in, before the table looks whether they are right. */
export async function changesRows(sql: Sql, table: TableName): Promise<boolean> {
  const [row] = await sql<{ changes: boolean }[]>`
    select exists (
      select from pg_trigger g where not g.tgisinternal and g.tgenabled <> 'D' and g.tgtype & 7 = 7
        and (g.tgrelid = ${quotedTable(table)}::regclass or g.tgrelid in (select relid from pg_partition_tree(${quotedTable(table)}::regclass)))
    ) as changes`
  return row?.changes ?? false
}

/** Which indexes serve a reconciliation key: a unique one over exactly its columns, and any that begins with one of them. */
export async function keyIndexes(sql: Sql, table: TableName, key: string[]): Promise<{ unique: boolean; indexed: boolean }> {
  const [row] = await sql<{ unique: boolean; indexed: boolean }[]>`
    select coalesce(bool_or(i.indisunique and i.indimmediate and i.indpred is null and k.columns @> ${JSON.stringify(key)}::text::jsonb
        and k.columns <@ ${JSON.stringify(key)}::text::jsonb), false) as unique,
      coalesce(bool_or(i.indpred is null and ${JSON.stringify(key)}::text::jsonb ? (k.columns->>0)), false) as indexed
    from pg_index i, lateral (
      select jsonb_agg(a.attname order by n.at) as columns
      from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) with ordinality n(num, at)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = n.num
    ) k
    where i.indrelid = ${quotedTable(table)}::regclass and i.indisvalid and not i.indisexclusion and i.indexprs is null`
  return row ?? { unique: false, indexed: false }
}
