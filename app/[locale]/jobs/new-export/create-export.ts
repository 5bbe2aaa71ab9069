import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { newExportSettings } from '#jobs/new-export-settings.ts'
import { type Outcome, refused } from '#jobs/outcome.ts'
import { describeTable, type TableName } from '#jobs/target-tables.ts'

/** Makes the draft of an export of the whole table. */
export async function createExport(context: Context, { table: name }: { table: TableName }): Promise<Outcome<{ jobId: number }>> {
  const table = await describeTable(context.db, name)
  if (!table) return refused({ code: 'table_missing' })
  return createDraft(context, { kind: 'export', label: name.name, table: name, settings: newExportSettings(table) })
}
