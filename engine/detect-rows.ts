import { cellsOf, type TypedCell } from '#engine/detect-cells.ts'
import { headerNames } from '#engine/detect-header.ts'
import { rowsCutter } from '#engine/formats/rows.ts'
import { newFields, newScanned } from '#engine/reader.ts'

/** Where the table begins in a sheet: the lines above it, its header, and its columns' names. */
export type TablePlace = { preamble: number; header: number; names: string[] }

/** How many rows are looked at for the header. */
const LOOK_AT = 100

/** Reads lines as the import does. */
export function readRowLines(text: Buffer, width: number): TypedCell[][] {
  const cutter = rowsCutter({ errors: true })
  const fields = newFields(width)
  const scanned = newScanned()
  const rows: TypedCell[][] = []
  for (let at = 0; at < text.length; at = scanned.next) {
    cutter.cut(text, at, text.length, fields, scanned)
    const row = cellsOf(fields, cutter)
    rows.push(row.slice(0, row.findLastIndex((cell) => cell !== null) + 1))
  }
  return rows
}

/**
 * The header is the first row that is filled like the rows of the table; titles and notes above it are not. Rows that begin with
 * a number or a truth value are records: then there is no header.
 */
export function placeTable(rows: TypedCell[][]): TablePlace {
  const filled = rows.slice(0, LOOK_AT).map((row) => row.filter((cell) => cell !== null && cell.text.trim() !== '').length)
  const width = Math.max(1, usual(filled))
  const enough = Math.max(1, Math.ceil(width * 0.6))
  const first = Math.max(
    0,
    filled.findIndex((count) => count >= enough),
  )
  const header = rows[first] ?? []
  const columns = Math.max(header.length, ...rows.slice(first, first + LOOK_AT).map((row) => row.length))
  if (header.some((cell) => cell?.typed))
    return { preamble: first, header: 0, names: Array.from({ length: columns }, (_, index) => `column_${index + 1}`) }
  return { preamble: first, header: 1, names: headerNames([Array.from({ length: columns }, (_, index) => header[index]?.text ?? null)]) }
}

/** The commonest count of filled cells; of equals the largest. */
function usual(filled: number[]): number {
  const counts = new Map<number, number>()
  for (const count of filled) if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
  return [...counts].sort(([a, times], [b, others]) => others - times || b - a)[0]?.[0] ?? 0
}
