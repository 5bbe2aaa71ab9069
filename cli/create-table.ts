import postgres from 'postgres'
import { checkTargets, type GivenSettings } from '#cli/import-settings.ts'
import { NotDone } from '#cli/usage.ts'
import type { Sql } from '#db/client.ts'
import { createTableSql } from '#engine/suggest-table.ts'
import type { Detection } from '#jobs/detection.ts'
import type { ColumnMapping } from '#jobs/settings.ts'
import type { TableName } from '#jobs/target-tables.ts'

/**
 * `--create`: makes the table that the detection suggests, with the names that were said, and answers which column of the file
 * goes where.
 * @throws UsageError for a calculated column that the table would not have
 */
export async function createTable(
  { sql }: { sql: Sql },
  { schema, name }: TableName,
  detection: Detection,
  { columns = [], calculated = [] }: GivenSettings,
): Promise<ColumnMapping[]> {
  const said = new Map(columns.flatMap((column) => (column.target === undefined ? [] : [[column.name, column.target] as const])))
  const suggested = createTableSql(schema, name, detection, said)
  const made = new Map(suggested.columns.map((column) => [column.source, column.name]))
  checkTargets({ calculated }, [...made.values()])
  await sql.unsafe(suggested.sql).catch((error) => {
    if (!(error instanceof postgres.PostgresError)) throw error
    throw new NotDone(`the table could not be made: ${error.message}`)
  })
  return detection.columns.map((column) => ({
    name: column.name,
    target: made.get(column.name) ?? null,
    decimalSign: column.decimalSign,
    dateOrder: column.dateOrder,
  }))
}
