import type { Context } from '#jobs/context.ts'
import { editDraft } from '#jobs/edit-draft.ts'
import { newExportSettings } from '#jobs/new-export-settings.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { type ExportSettings, exportDraft } from '#jobs/settings.ts'
import { describeTable, type TableName, type TargetTable } from '#jobs/target-tables.ts'
import { findDraft } from './find-draft.ts'

/** Another table: all of its columns, in a file of its name unless the person gave another; how it is written stays. */
export async function chooseExportTable(
  context: Context,
  { jobId, table: name }: { jobId: number; table: TableName },
): Promise<Outcome<{ table: TargetTable; settings: ExportSettings }>> {
  const draft = await findDraft(context, jobId)
  if (!draft.ok) return draft
  const table = await describeTable(context.db, name)
  if (!table) return refused({ code: 'table_missing' })
  const { tableName } = draft.value
  const given = exportDraft.safeParse(draft.value.settings)
  const { format = 'csv', separator, bom, fileName } = given.success ? given.data : {}
  const fresh = newExportSettings(table)
  const settings: ExportSettings = {
    ...fresh,
    format,
    separator: separator ?? fresh.separator,
    bom: bom ?? fresh.bom,
    fileName: fileName && fileName !== `${tableName}.${format}` ? fileName : `${table.name}.${format}`,
  }
  const edited = await editDraft(context, { jobId, edit: { table: name, settings } })
  return edited.ok ? done({ table, settings }) : edited
}
