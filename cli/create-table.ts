import postgres from 'postgres'
import { NotDone } from '#cli/usage.ts'
import type { Sql } from '#db/client.ts'
import { createTableSql } from '#engine/suggest-table.ts'
import type { Detection } from '#jobs/detection.ts'
import type { ColumnMapping } from '#jobs/settings.ts'
import type { TableName } from '#jobs/target-tables.ts'

/** `--create`: makes the table that the detection suggests, and answers which column of the file goes where. */
export async function createTable({ sql }: { sql: Sql }, { schema, name }: TableName, detection: Detection): Promise<ColumnMapping[]> {
  const suggested = createTableSql(schema, name, detection)
  await sql.unsafe(suggested.sql).catch((error) => {
    if (!(error instanceof postgres.PostgresError)) throw error
    throw new NotDone(`the table could not be made: ${error.message}`)
  })
  return detection.columns.map((column, index) => ({
    name: column.name,
    target: suggested.columns[index]?.name ?? null,
    decimalSign: column.decimalSign,
    dateOrder: column.dateOrder,
  }))
}
