import { cellsOf, type TypedCell } from '#engine/detect-cells.ts'
import { headerNames } from '#engine/detect-header.ts'
import { rowsCutter } from '#engine/formats/rows.ts'
import { newFields, newScanned } from '#engine/reader.ts'

/** Where the table begins in a sheet: the lines above it, its header, its columns' names, and its first record. */
export type TablePlace = { preamble: number; header: number; names: string[]; records: number }

/** How many rows are looked at for the header. */
const LOOK_AT = 100

/** Reads lines as the import does; of each row as many values as it has. */
export function readRowLines(text: Buffer, width: number): TypedCell[][] {
  const cutter = rowsCutter({ errors: true, padded: false })
  const fields = newFields(width)
  const scanned = newScanned()
  const rows: TypedCell[][] = []
  for (let at = 0; at < text.length; at = scanned.next) {
    cutter.cut(text, at, text.length, fields, scanned)
    rows.push(cellsOf(fields, cutter))
  }
  return rows
}

/**
 * The header is the first row that is filled like the rows of the table; titles and notes above it are not. Rows that begin with
 * a number or a truth value are records: then there is no header.
 * @param said how many rows the header has, if anybody said so
 */
export function placeTable(rows: TypedCell[][], said?: number): TablePlace {
  const filled = rows.slice(0, LOOK_AT).map((row) => row.filter((cell) => cell !== null && cell.text.trim() !== '').length)
  const enough = Math.max(1, Math.ceil(usual(filled) * 0.6))
  const preamble = Math.max(
    0,
    filled.findIndex((count) => count >= enough),
  )
  const header = said ?? (rows[preamble]?.some((cell) => cell?.typed) ? 0 : 1)
  const columns = Math.max(...rows.slice(preamble, preamble + LOOK_AT).map((row) => row.length))
  // Empty rows within the header are none of it.
  const named: (string | null)[][] = []
  let records = preamble
  for (; named.length < header && records < rows.length; records += 1)
    if (rows[records]?.some((cell) => cell !== null)) named.push(rows[records]?.map((cell) => cell?.text ?? null) ?? [])
  return { preamble, header, names: headerNames(named, columns), records }
}

/** The commonest count of filled cells; of equals the largest. */
function usual(filled: number[]): number {
  const counts = new Map<number, number>()
  for (const count of filled) if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
  return [...counts].sort(([a, times], [b, others]) => others - times || b - a)[0]?.[0] ?? 0
}
