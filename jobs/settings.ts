import { z } from 'zod'

/** The settings of a job, as its draft and the command line write them and the worker reads them. */

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] as const
export type Encoding = (typeof ENCODINGS)[number]
export const SEPARATORS = [',', ';', '\t', '|'] as const
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]
export const DECIMAL_SIGNS = [',', '.'] as const
export type DecimalSign = (typeof DECIMAL_SIGNS)[number]

/** How the text of a file is cut into records and fields. */
export const textFormat = z.object({
  encoding: z.enum(ENCODINGS),
  separator: z.enum(SEPARATORS),
  quote: z.enum(['"', "'"]),
})
export type TextFormat = z.infer<typeof textFormat>

/** One column of the file: where it goes (null: nowhere) and how its numbers and dates are written. */
export const columnMapping = z.object({
  name: z.string(),
  target: z.string().nullable(),
  decimalSign: z.enum(DECIMAL_SIGNS),
  dateOrder: z.enum(DATE_ORDERS),
})
export type ColumnMapping = z.infer<typeof columnMapping>

export const importSettings = z.object({
  fileId: z.uuid(),
  format: textFormat,
  /** In the order of the file. */
  columns: z.array(columnMapping),
})
export type ImportSettings = z.infer<typeof importSettings>

export const exportSettings = z.object({
  columns: z.array(z.string()).min(1),
  separator: z.enum(SEPARATORS),
  /** A byte order mark, by which Excel knows that the file is UTF-8. */
  bom: z.boolean(),
  fileName: z.string().min(1).max(200),
})
export type ExportSettings = z.infer<typeof exportSettings>

/** A draft may still lack anything. */
export const importDraft = importSettings.partial()
export const exportDraft = exportSettings.partial()
