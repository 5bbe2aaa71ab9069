import type { Sql } from '#db/client.ts'
import type { Column } from '#engine/columns.ts'
import { TypeChanged } from '#engine/problem.ts'
import { quotedTable } from '#engine/quote.ts'
import type { TableName } from '#jobs/target-tables.ts'

/**
 * Binary rows mean something else to a column whose type has changed since. To be asked behind them, in their transaction: they
 * keep the table as it is until it ends.
 * @throws TypeChanged
 */
export async function checkTypes(sql: Sql, table: TableName, columns: Column[]): Promise<void> {
  const now = await sql<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${quotedTable(table)}::regclass and attnum > 0 and not attisdropped`
  const types = new Map(now.map(({ name, type }) => [name, type]))
  for (const { target, type } of columns) if (types.get(target) !== type) throw new TypeChanged(target)
}
