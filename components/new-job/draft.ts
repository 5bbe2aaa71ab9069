import type { TemplateActions } from '#components/templates/template-actions.ts'
import type { ColumnLook, DetectedColumn, Finding } from '#jobs/detection.ts'
import type { Outcome } from '#jobs/outcome.ts'
import type { ColumnMapping, ExportSettings, FileFormat, ImportSettings } from '#jobs/settings.ts'
import type { TableName, TargetTable } from '#jobs/target-tables.ts'

/** What a page shows of a column of the file. */
export type FileColumn = Pick<DetectedColumn, 'name' | 'ambiguous'> & {
  looks: ColumnLook
  /** A few of its values, as they stand in the file. */
  samples: string[]
}

export type FileReading = {
  format: FileFormat
  /** What was found where nobody said otherwise; null where the file by itself looks like no text. */
  detected: FileFormat | null
  findings: Finding[]
  columns: FileColumn[]
  /** The first records. */
  records: (string | null)[][]
  /** The files of an archive with several, and the sheets of a workbook. */
  members?: string[] | undefined
  sheets?: string[] | undefined
}

/** The template that a draft was made from, and the columns that it reads of a file. */
export type TemplateOfDraft = { name: string; columns: string[] }

export type ImportDraft = {
  jobId: number
  template: TemplateOfDraft | null
  label: string
  description: string
  file: { id: string; name: string; size: number }
  reading: FileReading
  table: TargetTable | null
  /** One for each column of the reading. */
  columns: ColumnMapping[]
}

export type ExportDraft = {
  jobId: number
  template: TemplateOfDraft | null
  label: string
  description: string
  table: TargetTable | null
  settings: ExportSettings
}

type Edit = { label?: string; description?: string }
export type ImportEdit = Edit & { settings?: Partial<Pick<ImportSettings, 'format' | 'columns'>> }
export type ExportEdit = Edit & { settings?: Partial<ExportSettings> }

type OnJob<More = object> = { jobId: number } & More

/** What the pages of a draft can do; the routes hand it in. */
export type DraftActions = {
  start: (input: OnJob) => Promise<Outcome<unknown>>
  remove: (input: OnJob) => Promise<Outcome<null>>
  templates: Pick<TemplateActions, 'save' | 'edit'>
}

export type ImportActions = DraftActions & {
  save: (input: OnJob<{ edit: ImportEdit }>) => Promise<Outcome<null>>
  chooseFormat: (
    /** `anew`: what stands around the table is sought again. */
    input: OnJob<{ format: FileFormat; anew: boolean }>,
  ) => Promise<Outcome<{ reading: FileReading; table: TargetTable | null; columns: ColumnMapping[] }>>
  chooseTable: (input: OnJob<{ table: TableName }>) => Promise<Outcome<{ table: TargetTable; columns: ColumnMapping[] }>>
}

export type ExportActions = DraftActions & {
  save: (input: OnJob<{ edit: ExportEdit }>) => Promise<Outcome<null>>
  chooseTable: (input: OnJob<{ table: TableName }>) => Promise<Outcome<{ table: TargetTable; settings: ExportSettings }>>
}
