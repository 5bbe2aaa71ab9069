import type { ExportDraft } from '#components/new-job/draft.ts'
import type { Context } from '#jobs/context.ts'
import { newExportSettings } from '#jobs/new-export-settings.ts'
import { exportDraft } from '#jobs/settings.ts'
import { describeTable } from '#jobs/target-tables.ts'
import type { Draft } from './find-draft.ts'
import { templateOfDraft } from './template-of-draft.ts'

/** The draft of an export as its page shows it. */
export async function openExport(context: Context, job: Draft): Promise<ExportDraft> {
  const table =
    job.tableSchema && job.tableName ? await describeTable(context.db, { schema: job.tableSchema, name: job.tableName }) : undefined
  const given = exportDraft.safeParse(job.settings)
  const settings = { ...newExportSettings(table), ...(given.success ? given.data : {}) }
  const known = new Set(table?.columns.map((column) => column.name))
  return {
    jobId: job.id,
    template: await templateOfDraft(context, job),
    label: job.label,
    description: job.description,
    table: table ?? null,
    // Columns that the table has no longer cannot be unticked either.
    settings: { ...settings, columns: settings.columns.filter((column) => known.has(column)) },
  }
}
