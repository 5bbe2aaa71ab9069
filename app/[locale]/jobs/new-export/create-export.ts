import type { NewExport } from '#components/new-job/choose-table.tsx'
import type { Context } from '#jobs/context.ts'
import { type CreateRefusal, createDraft } from '#jobs/create-draft.ts'
import { findTemplate } from '#jobs/find-template.ts'
import { newExportSettings } from '#jobs/new-export-settings.ts'
import { type Outcome, refused } from '#jobs/outcome.ts'
import { exportDraft } from '#jobs/settings.ts'
import { describeTable, type TableName } from '#jobs/target-tables.ts'

/** Makes the draft of an export: like a template, or of the whole table. */
export function createExport(context: Context, input: NewExport): Promise<Outcome<{ jobId: number }, CreateRefusal>> {
  return 'templateId' in input ? exportLike(context, input.templateId) : exportOf(context, input.table)
}

async function exportOf(context: Context, name: TableName): Promise<Outcome<{ jobId: number }>> {
  const table = await describeTable(context.db, name)
  if (!table) return refused({ code: 'table_missing' })
  return createDraft(context, { kind: 'export', label: name.name, table: name, settings: newExportSettings(table) })
}

/** A table that is gone the draft's page asks for. */
async function exportLike(context: Context, templateId: number): Promise<Outcome<{ jobId: number }, CreateRefusal>> {
  const template = await findTemplate(context.db, context.actor, templateId)
  if (template?.kind !== 'export') return refused({ code: 'template_missing' })
  const { name, tableSchema, tableName, settings } = template
  const table = tableSchema && tableName ? await describeTable(context.db, { schema: tableSchema, name: tableName }) : undefined
  return createDraft(context, {
    kind: 'export',
    label: name,
    templateId,
    ...(table && { table: { schema: table.schema, name: table.name } }),
    settings: exportDraft.parse(settings),
  })
}
