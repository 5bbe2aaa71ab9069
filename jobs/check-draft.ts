import type { Tx } from '#db/client.ts'
import type { Job } from '#db/schema.ts'
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
  const mapped = settings.data.columns.flatMap(({ target }) => (target === null ? [] : [target]))
  if (mapped.length === 0 || new Set(mapped).size < mapped.length || mapped.some((target) => !known.get(target)?.writable))
    return { code: 'mapping_missing' }
  const lacking = table.columns.find((column) => column.required && !mapped.includes(column.name))
  return lacking ? { code: 'required_unmapped', column: lacking.name } : undefined
}
