import type { DateOrder, DecimalSign, FileFormat } from '#jobs/settings.ts'

/** What a column's values look like. `empty`: no value in the sample. */
export const COLUMN_LOOKS = ['text', 'whole_number', 'decimal', 'date', 'date_time', 'boolean', 'email', 'uuid', 'empty'] as const
export type ColumnLook = (typeof COLUMN_LOOKS)[number]

export type DetectedColumn = {
  name: string
  looks: ColumnLook
  /** Meaningful for decimals; else the file's habit. */
  decimalSign: DecimalSign
  /** Meaningful for dates; else the file's habit. */
  dateOrder: DateOrder
  /** The sample fits more than one reading: `03/04/2026` throughout, or `1.234` throughout. */
  ambiguous: boolean
  /** Whether a value was missing. */
  nullable: boolean
  /** Longest value of the sample, in characters. */
  longest: number
}

/** What a bounded sample at the head of a file tells; every part of it is a guess that the person can override. */
export type Detection = {
  format: FileFormat
  columns: DetectedColumn[]
  /** The first records after the header, as the cells' text; null where a field was empty and unquoted. */
  sample: (string | null)[][]
  /** The files of an archive with several, and the sheets of a workbook, to choose from. */
  members?: string[]
  sheets?: string[]
}

/** `choices`: the files or sheets that there are instead. */
export type DetectionFailure =
  | { code: 'file_empty' | 'file_not_text' | 'file_damaged' | 'archive_too_large' }
  | { code: 'archive_member'; choices: string[] }
  | { code: 'sheet_missing'; choices: string[] }
