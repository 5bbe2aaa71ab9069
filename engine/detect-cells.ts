import { readColumn } from '#engine/detect-column.ts'
import { columnFindings } from '#engine/detect-columns.ts'
import { type Cutter, ERROR, ESCAPED, type Fields, PLAIN, TYPED } from '#engine/reader.ts'
import type { DetectedColumn, Detection } from '#jobs/detection.ts'

/** A value of a file that tells its type: a number or truth value by itself, or text. */
export type TypedCell = { text: string; typed: boolean } | null

/** Records that are shown. */
const SAMPLE_RECORDS = 50

/** What the columns look like, by their values' own types, and by their texts where they are texts. */
export function detectColumns(names: string[], records: TypedCell[][]): Pick<Detection, 'columns' | 'sample' | 'findings'> {
  const columns = names.map((name, index) =>
    columnOf(
      name,
      records.map((record) => record[index] ?? null),
    ),
  )
  const sample = records.slice(0, SAMPLE_RECORDS).map((record) => names.map((_, index) => record[index]?.text ?? null))
  return { columns, sample, findings: columnFindings(columns, sample) }
}

function columnOf(name: string, cells: TypedCell[]): DetectedColumn {
  const { looks, nullable, longest, ambiguous, decimalSign, dateOrder } = readColumn(cells.map((cell) => cell?.text ?? null))
  const values = cells.filter((cell) => cell !== null)
  const common = { name, nullable, longest }
  if (values.length > 0 && values.every(({ typed }) => typed)) {
    const texts = values.map(({ text }) => text)
    // Signs and orders mean nothing to values with a type; texts among them are read as programs write them.
    return { ...common, looks: typedLook(texts), decimalSign: '.', dateOrder: 'ymd', ambiguous: false }
  }
  return { ...common, looks, decimalSign: decimalSign ?? '.', dateOrder: dateOrder ?? (isDay(looks) ? 'dmy' : 'ymd'), ambiguous }
}

const isDay = (looks: DetectedColumn['looks']) => looks === 'date' || looks === 'date_time'

function typedLook(texts: string[]): DetectedColumn['looks'] {
  if (texts.every((text) => text === 'true' || text === 'false')) return 'boolean'
  if (texts.some((text) => text === 'true' || text === 'false')) return 'text'
  // More digits than that are beyond the whole numbers of a database.
  return texts.every((text) => /^-?\d{1,18}$/.test(text)) ? 'whole_number' : 'decimal'
}

/** The fields of a record as they would be imported. */
export function cellsOf({ count, source, starts, ends, kinds }: Fields, cutter: Cutter): TypedCell[] {
  const text = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
  return Array.from({ length: Math.min(count, starts.length) }, (_, index) => {
    const [from, to, kind] = [starts[index] as number, ends[index] as number, kinds[index]]
    if ((from === to && kind === PLAIN) || kind === ERROR) return null
    if (kind === ESCAPED) return { text: text(cutter.unescape(source, from, to)), typed: false }
    return { text: text(source.subarray(from, to)), typed: kind === TYPED }
  })
}
