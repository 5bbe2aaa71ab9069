import type { AsyncBuffer, SchemaTree } from 'hyparquet'
import { detectColumns, type TypedCell } from '#engine/detect-cells.ts'
import { readRowLines } from '#engine/detect-rows.ts'
import { damaged } from '#engine/file-fault.ts'
import { openParquet, type ParquetFile, readColumn } from '#engine/formats/parquet-file.ts'
import { isJson, isText } from '#engine/formats/parquet-values.ts'
import type { ColumnLook, Detection } from '#jobs/detection.ts'
import { fileFormat } from '#jobs/settings.ts'

const SAMPLE_ROWS = 200
/** What is read of a column, in bytes: its first page mostly. */
const COLUMN_BYTES = 2 * 1024 * 1024
const MOST_COLUMNS = 2000

/**
 * Columns and types as the file declares them, with the first records; null where there is no column.
 * @throws FileFault
 */
export async function detectParquet(source: string | Buffer): Promise<Detection | null> {
  try {
    const file = await openParquet(source)
    try {
      const names = file.columns.slice(0, MOST_COLUMNS).map(({ name }) => name)
      if (names.length === 0) return null
      const columns = await sampleOf(file)
      const rows = Math.max(0, ...columns.map((cells) => cells.length))
      const records = Array.from({ length: rows }, (_, row) => columns.map((cells) => cells[row] ?? null))
      const found = detectColumns(names, records)
      const looks = file.columns.map(({ node }) => lookOf(node))
      return {
        format: fileFormat.parse({ kind: 'parquet', header: 0 }),
        columns: found.columns.map((column, index) => ({ ...column, looks: looks[index] ?? column.looks, ambiguous: false })),
        sample: found.sample,
        findings: [],
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw damaged(error)
  }
}

const ALL_BYTES = 32 * 1024 * 1024

/** The first values of each column; none where its first page is too large to be read in passing. */
async function sampleOf({ source, metadata, columns }: ParquetFile): Promise<TypedCell[][]> {
  const rows = Math.min(SAMPLE_ROWS, Number(metadata.row_groups[0]?.num_rows ?? 0))
  const most = Math.min(COLUMN_BYTES, ALL_BYTES / columns.length)
  const head: AsyncBuffer = {
    byteLength: source.byteLength,
    slice: (start, end = source.byteLength) => source.slice(start, Math.min(end, start + Math.ceil(most))),
  }
  const samples: TypedCell[][] = []
  for (const { name, toJson } of columns.slice(0, MOST_COLUMNS)) {
    const values = rows === 0 ? [] : await readColumn(head, metadata, name, 0, rows).catch(() => [])
    const lines = values.map((value) => `[${toJson(value)}]\n`).join('')
    samples.push(readRowLines(Buffer.from(lines), 1).map((row) => row[0] ?? null))
  }
  return samples
}

/** What a declared type looks like; undefined for texts, which their values tell. */
function lookOf({ children, element }: SchemaTree): ColumnLook | undefined {
  const { type, converted_type: converted, logical_type: logical } = element
  if (children.length > 0 || element.repetition_type === 'REPEATED' || isJson(element)) return 'text'
  if (isText(element)) return undefined
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const { scale = 0, precision = 38 } = logical?.type === 'DECIMAL' ? logical : element
    return scale > 0 || precision > 18 ? 'decimal' : 'whole_number'
  }
  if (converted === 'DATE' || logical?.type === 'DATE') return 'date'
  if (converted?.startsWith('TIMESTAMP') || logical?.type === 'TIMESTAMP' || type === 'INT96') return 'date_time'
  if (converted?.startsWith('TIME') || logical?.type === 'TIME') return 'text'
  if (logical?.type === 'UUID') return 'uuid'
  if (converted === 'UINT_64' || (logical?.type === 'INTEGER' && logical.bitWidth === 64 && !logical.isSigned)) return 'decimal'
  if (type === 'INT32' || type === 'INT64') return 'whole_number'
  if (type === 'FLOAT' || type === 'DOUBLE' || logical?.type === 'FLOAT16') return 'decimal'
  return type === 'BOOLEAN' ? 'boolean' : 'text'
}
