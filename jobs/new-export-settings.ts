import type { ExportSettings } from '#jobs/settings.ts'
import type { TargetTable } from '#jobs/target-tables.ts'

/** What an export begins with: every column, cut and marked as Excel expects it where a comma is the decimal sign. */
export function newExportSettings(table: Pick<TargetTable, 'name' | 'columns'> | undefined): ExportSettings {
  return {
    columns: table?.columns.map((column) => column.name) ?? [],
    separator: ';',
    bom: true,
    fileName: `${table?.name ?? 'export'}.csv`,
  }
}
