import type { DateOrder, DecimalSign, FileFormat } from '#jobs/settings.ts'

/** What a column's values look like. `empty`: no value in the sample. */
export const COLUMN_LOOKS = [
  'text',
  'whole_number',
  'decimal',
  'percent',
  'currency',
  'date',
  'date_time',
  'boolean',
  'email',
  'uuid',
  'empty',
] as const
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

/**
 * What is worth a person's look before a file is imported, and the evidence for it. A warning says that the file can be read in
 * another way, or that some of it will be refused. The sentences are in the catalogs under `journal.import.finding`.
 */
export const FINDINGS = {
  /** `value` of the file, and the same bytes in the other encoding. */
  encoding_ambiguous: { level: 'warning', params: ['value', 'other'] },
  /** Bytes that are no characters. Of these two, line 0 means: further down than the head of the file. */
  damaged_characters: { level: 'warning', params: ['line'] },
  null_bytes: { level: 'warning', params: ['line'] },
  mixed_line_ends: { level: 'info', params: [] },
  separator_ambiguous: { level: 'warning', params: ['separator', 'other'] },
  /** Lines above the table. */
  preamble: { level: 'info', params: ['lines'] },
  no_header: { level: 'info', params: ['value'] },
  header_uncertain: { level: 'warning', params: ['value'] },
  several_header_rows: { level: 'info', params: ['rows'] },
  /** Records at the end that are none, and how the first of them begins. */
  footer: { level: 'info', params: ['records', 'value'] },
  second_table: { level: 'warning', params: ['line'] },
  /** Of these three: how many in the sample, and the first one's line. */
  empty_lines: { level: 'info', params: ['count', 'line'] },
  ragged: { level: 'warning', params: ['count', 'line'] },
  broken_quotes: { level: 'warning', params: ['count', 'line'] },
  /** `length` in characters. */
  long_field: { level: 'info', params: ['line', 'length'] },
  /** `03/04/2026` throughout this column, and in so many others. */
  date_order_ambiguous: { level: 'warning', params: ['column', 'value', 'others'] },
  /** `1.234` throughout. */
  decimal_sign_ambiguous: { level: 'warning', params: ['column', 'value', 'others'] },
} as const satisfies Record<string, { level: 'info' | 'warning'; params: readonly string[] }>

export type FindingCode = keyof typeof FINDINGS
export type Finding = {
  [Code in FindingCode]: { code: Code; params: Record<(typeof FINDINGS)[Code]['params'][number], string | number> }
}[FindingCode]

/** What a bounded sample at the head of a file tells; every part of it is a guess that the person can override. */
export type Detection = {
  format: FileFormat
  columns: DetectedColumn[]
  /** The first records after the header, as the cells' text; null where a field was empty and unquoted. */
  sample: (string | null)[][]
  findings: Finding[]
  /** The files of an archive with several, and the sheets of a workbook, to choose from. */
  members?: string[]
  sheets?: string[]
}

/** `choices`: the files or sheets that there are instead. */
export type DetectionFailure =
  | { code: 'file_empty' | 'file_not_text' | 'file_damaged' | 'archive_too_large' }
  | { code: 'archive_member'; choices: string[] }
  | { code: 'sheet_missing'; choices: string[] }
