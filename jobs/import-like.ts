import type { Tx } from '#db/client.ts'
import type { Template } from '#db/schema.ts'
import type { DetectedColumn } from '#jobs/detection.ts'
import { keepMapping } from '#jobs/keep-mapping.ts'
import { type ColumnMapping, importDraft } from '#jobs/settings.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { describeTable, type TableName } from '#jobs/target-tables.ts'

/**
 * What a template makes of a file with these columns: its table, where they go, and the rest of its settings. A column of the
 * file goes where the template has it go by its name; one that the template does not know, or sent into a column that the table has
 * no longer, where it would go without a template. Undefined where the template names no table, or one that is gone: all it says is of that table.
 */
export async function importLike(
  tx: Tx,
  { tableSchema, tableName, settings }: Pick<Template, 'tableSchema' | 'tableName' | 'settings'>,
  columns: DetectedColumn[],
): Promise<{ table: TableName; columns: ColumnMapping[]; settings: Record<string, unknown> } | undefined> {
  const table = tableSchema && tableName ? await describeTable(tx, { schema: tableSchema, name: tableName }) : undefined
  if (!table) return undefined
  const { format: _, columns: chosen = [], ...rest } = importDraft.parse(settings)
  const fillable = new Set(table.columns.filter(({ writable }) => writable).map(({ name }) => name))
  const good = chosen.filter(({ target }) => target === null || fillable.has(target))
  return {
    table: { schema: table.schema, name: table.name },
    columns: keepMapping(good, suggestMapping(columns, table.columns)),
    settings: rest,
  }
}
