import type { Context } from '#jobs/context.ts'
import { editDraft } from '#jobs/edit-draft.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { type ColumnMapping, importDraft } from '#jobs/settings.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { describeTable, type TableName, type TargetTable } from '#jobs/target-tables.ts'
import { findDraft } from './find-draft.ts'
import { readFile } from './read-file.ts'

/** Another table: the columns find their places anew; how their numbers and dates are written stays. */
export async function chooseImportTable(
  context: Context,
  { jobId, table: name }: { jobId: number; table: TableName },
): Promise<Outcome<{ table: TargetTable; columns: ColumnMapping[] }>> {
  const draft = await findDraft(context, jobId)
  if (!draft.ok) return draft
  const table = await describeTable(context.db, name)
  if (!table) return refused({ code: 'table_missing' })
  const { fileId, format, columns: chosen = [] } = importDraft.parse(draft.value.settings)
  const read = fileId ? await readFile(fileId, format) : refused({ code: 'file_missing' })
  if (!read.ok) return read
  const columns = suggestMapping(read.value.detection.columns, table.columns).map((column) => {
    const before = chosen.find(({ name }) => name === column.name)
    return before ? { ...before, target: column.target } : column
  })
  const edited = await editDraft(context, { jobId, edit: { table: name, settings: { columns } } })
  return edited.ok ? done({ table, columns }) : edited
}
