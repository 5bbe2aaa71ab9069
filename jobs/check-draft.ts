import type { Tx } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
import { checkImport, type ImportTrouble } from '#jobs/check-import.ts'
import { findFile } from '#jobs/files.ts'
import type { Refusal } from '#jobs/outcome.ts'
import { exportSettings, importDraft, importSettings } from '#jobs/settings.ts'
import { describeTable } from '#jobs/target-tables.ts'

/** What still keeps a draft from starting, or undefined. */
export async function checkDraft(tx: Tx, job: Job): Promise<Refusal | undefined> {
  const table = job.tableSchema && job.tableName ? await describeTable(tx, { schema: job.tableSchema, name: job.tableName }) : undefined
  const known = new Map(table?.columns.map((column) => [column.name, column]))
  if (job.kind === 'export') {
    if (!table) return { code: 'table_missing' }
    const settings = exportSettings.safeParse(job.settings)
    if (!settings.success || settings.data.columns.some((column) => !known.has(column))) return { code: 'columns_missing' }
    return undefined
  }
  const { fileId } = importDraft.parse(job.settings)
  if (!fileId || !(await findFile(tx, fileId))) return { code: 'file_missing' }
  if (!table) return { code: 'table_missing' }
  const settings = importSettings.safeParse(job.settings)
  if (!settings.success) return { code: 'mapping_missing' }
  const trouble = checkImport(settings.data, table)
  return trouble && refusalOf(trouble)
}

function refusalOf(trouble: ImportTrouble): Refusal {
  switch (trouble.code) {
    case 'nothing_mapped':
    case 'target_unknown':
    case 'target_twice':
      return { code: 'mapping_missing' }
    case 'expression_invalid':
      return { code: 'expression_invalid', column: trouble.column, position: trouble.position }
    case 'key_missing':
      return { code: 'key_missing' }
    case 'key_unmapped':
    case 'required_unmapped':
      return { code: trouble.code, column: trouble.column }
  }
}
