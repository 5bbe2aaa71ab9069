import { z } from 'zod'

/** The settings of a job, as its draft and the command line write them and the worker reads them; docs/settings.md explains each. */

export const FORMAT_KINDS = ['delimited', 'fixed', 'json', 'parquet', 'xlsx'] as const
export type FormatKind = (typeof FORMAT_KINDS)[number]

export const PACKINGS = ['none', 'gzip', 'zip'] as const
export type Packing = (typeof PACKINGS)[number]

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** The usual separators; a person may name any other of up to eight characters. */
export const SEPARATORS = [',', ';', '\t', '|', ' '] as const

export const EXPORT_SEPARATORS = [',', ';', '\t', '|'] as const

/** The empty string: no sign quotes. */
export const QUOTES = ['"', "'", ''] as const
export type Quote = (typeof QUOTES)[number]

/** How a quote sign within quotes is written: twice, or with a backslash before it (and before a backslash). */
export const ESCAPES = ['doubled', 'backslash'] as const

/** Where the records end: with the file, or at the first empty line (what follows is another table). */
export const UNTIL = ['end', 'empty_line'] as const

export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

export const DECIMAL_SIGNS = [',', '.'] as const
export type DecimalSign = (typeof DECIMAL_SIGNS)[number]

/** How a file is unpacked, and cut into records and fields. What a kind of file does not know of is left at its default. */
export const fileFormat = z.object({
  kind: z.enum(FORMAT_KINDS).default('delimited'),
  packing: z.enum(PACKINGS).default('none'),
  /** Which file of a ZIP archive; null: the only one. */
  member: z.string().max(1000).nullable().default(null),
  encoding: z.enum(ENCODINGS).default('utf-8'),
  separator: z
    .string()
    .min(1)
    .max(8)
    .refine((text) => !/[\r\n\0"']/.test(text))
    .default(','),
  quote: z.enum(QUOTES).default('"'),
  escape: z.enum(ESCAPES).default('doubled'),
  /** Of fixed columns: the width of each, in characters; behind the last only blanks may follow. */
  widths: z.array(z.int().min(1).max(100_000)).max(2000).default([]),
  /** Of a workbook: the sheet's name; null: the first. */
  sheet: z.string().max(100).nullable().default(null),
  /** Lines above the header that are no part of the table. */
  preamble: z.int().min(0).max(10_000).default(0),
  /** Rows of column names; several are joined column by column. */
  header: z.int().min(0).max(10).default(1),
  /** Records at the end that are none, such as totals. */
  footer: z.int().min(0).max(1000).default(0),
  until: z.enum(UNTIL).default('end'),
})
export type FileFormat = z.infer<typeof fileFormat>

export const TRANSFORMS = ['trim', 'squeeze', 'lower', 'upper', 'capitalize', 'digits'] as const
export type Transform = (typeof TRANSFORMS)[number]

/** What to do with a value that the map does not name: keep it, use another, keep it and warn, or refuse the record. */
const OTHERWISE = ['keep', 'use', 'warn', 'reject'] as const

/** Text that Postgres can hold. */
const storable = z.string().refine((text) => !text.includes('\0') && text.isWellFormed(), 'a character that cannot be stored')

export const valueMap = z.object({
  /** Compared as text, after the transformations; null is the empty value. */
  pairs: z.array(z.object({ from: storable.nullable(), to: storable.nullable() })).max(10_000),
  otherwise: z.enum(OTHERWISE).default('keep'),
  use: storable.nullable().default(null),
})
export type ValueMap = z.infer<typeof valueMap>

/** What to do with a value that does not fit its column: refuse the record, or leave the value empty and warn. */
const ON_ERROR = ['reject', 'empty'] as const

/** How a column of the table is written, whatever its value comes from. Both speak of records whose key the table knows. */
const writing = {
  /** Only where the table has no value yet. */
  onlyIfEmpty: z.boolean().optional(),
  /** Only in rows that are new. */
  onlyOnInsert: z.boolean().optional(),
  /** An empty value of the file leaves what the table has. */
  keepIfSourceEmpty: z.boolean().optional(),
  onError: z.enum(ON_ERROR).optional(),
}

/** One column of the file: where it goes (null: nowhere), how its numbers and dates are written, and what is made of its values. */
export const columnMapping = z.object({
  name: z.string(),
  target: z.string().nullable(),
  decimalSign: z.enum(DECIMAL_SIGNS),
  dateOrder: z.enum(DATE_ORDERS),
  /** In this order, before the map. */
  transforms: z.array(z.enum(TRANSFORMS)).max(10).optional(),
  map: valueMap.optional(),
  ...writing,
})
export type ColumnMapping = z.infer<typeof columnMapping>

/** A column of the table whose value is fixed or calculated: `expression` is in the language of jobs/expression.ts. */
export const calculatedColumn = z.object({
  target: z.string(),
  expression: storable.min(1).max(4000),
  ...writing,
})
export type CalculatedColumn = z.infer<typeof calculatedColumn>

/** What happens to the records whose key is, or is not, in the table. */
export const OPERATIONS = ['insert', 'update', 'upsert', 'reconcile', 'delete'] as const
export type Operation = (typeof OPERATIONS)[number]

/** The same key twice in the file: the last record counts, the later ones are refused, or the first counts. */
export const DOUBLES = ['update', 'reject', 'ignore'] as const

/** A key that is in the table, when records are inserted: update its row, leave it, or refuse the record. */
export const DUPLICATES = ['update', 'ignore', 'reject'] as const
export type Duplicates = (typeof DUPLICATES)[number]

/** Each piece as soon as it is loaded, or the whole file in one transaction at the end. */
export const COMMITS = ['as_it_goes', 'all_or_nothing'] as const

const targets = z.array(z.string()).max(32)

export const importSettings = z.object({
  fileId: z.uuid(),
  format: fileFormat,
  /** In the order of the file. */
  columns: z.array(columnMapping),
  calculated: z.array(calculatedColumn).max(200).optional(),
  operation: z.enum(OPERATIONS).optional(),
  /** Columns of the table by which a record finds its row. */
  key: targets.optional(),
  /** Used where a column of the first key is empty. */
  key2: targets.optional(),
  doubles: z.enum(DOUBLES).optional(),
  duplicates: z.enum(DUPLICATES).optional(),
  commit: z.enum(COMMITS).optional(),
  /** When a job stops for the sake of its rejects. Null: never for that reason. */
  stopAfter: z
    .object({
      /** More rejects than this. */
      rejects: z.int().min(0).nullable().optional(),
      /** A larger share of the records read so far, from 0 to 1, once a thousand are read. */
      share: z.number().min(0).max(1).nullable().optional(),
      /** This many records from the first on are all refused. */
      first: z.int().min(1).nullable().optional(),
    })
    .optional(),
})
export type ImportSettings = z.infer<typeof importSettings>

/**
 * What a person writes down beside a file: any of an import's settings, and of the format and of each column only what is not
 * to be detected. A word that means nothing here is a mistake.
 */
export const importOverrides = z.strictObject({
  ...importSettings.omit({ fileId: true }).partial().shape,
  format: fileFormat.partial().strict().optional(),
  columns: z
    .array(
      columnMapping.extend({ map: valueMap.strict().optional() }).partial({ target: true, decimalSign: true, dateOrder: true }).strict(),
    )
    .max(2000)
    .optional(),
  calculated: z.array(calculatedColumn.strict()).max(200).optional(),
  stopAfter: importSettings.shape.stopAfter.unwrap().strict().optional(),
})
export type ImportOverrides = z.infer<typeof importOverrides>
/** The formats of exports, each by the ending of its files' names. */
export const EXPORT_FORMATS = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const exportSettings = z.object({
  columns: z.array(z.string()).min(1),
  /** CSV where nothing is said; the rest but the name speaks of CSV only. */
  format: z.enum(EXPORT_FORMATS).optional(),
  separator: z.enum(EXPORT_SEPARATORS),
  /** A byte order mark, by which Excel knows that the file is UTF-8. */
  bom: z.boolean(),
  fileName: z.string().min(1).max(200),
})
export type ExportSettings = z.infer<typeof exportSettings>

/** A draft may still lack anything. */
export const importDraft = importSettings.partial()
export type ImportDraftSettings = z.input<typeof importDraft>
export const exportDraft = exportSettings.partial()
