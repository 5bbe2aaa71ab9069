import { readColumn } from '#engine/detect-column.ts'
import type { Cell } from '#engine/detect-records.ts'
import type { ColumnLook } from '#jobs/detection.ts'

/**
 * The columns' names: trimmed, on one line; none is empty (`column_3`) and none comes twice (`name_2`).
 * @param rows of the header; several are joined column by column, where a heading over several columns stands in the first
 * @param width how many columns there are
 */
export function headerNames(rows: Cell[][], width = Math.max(0, ...rows.map((row) => row.length))): string[] {
  const given = Array.from({ length: width }, (_, index) => {
    const parts = rows.map((row, level) =>
      nameAt(row, index, level < rows.length - 1 && nameAt(rows[level + 1] ?? [], index, false) !== ''),
    )
    return parts.filter(Boolean).join(' ') || `column_${index + 1}`
  })
  const taken = new Set<string>()
  return given.map((name, index) => {
    let unique = name
    // A name that stands there literally keeps it, whichever comes first.
    for (let next = 2; taken.has(unique) || (unique !== name && given.indexOf(unique, index) >= 0); next += 1) unique = `${name}_${next}`
    taken.add(unique)
    return unique
  })
}

/** @param spans a cell without text belongs to the heading to its left */
function nameAt(row: Cell[], index: number, spans: boolean): string {
  for (let at = index; at >= 0; at -= 1) {
    const cell = row[at] ?? ''
    const name = RULE.test(cell) ? '' : cell.replace(/\s+/gu, ' ').trim()
    if (name || !spans) return name
  }
  return ''
}

/** A line drawn under the names, as databases print it. */
const RULE = /^[-=+:|\s]*[-=]{2}[-=+:|\s]*$/
export const isRule = (cells: Cell[]) =>
  cells.some((cell) => cell !== null && RULE.test(cell)) && cells.every((cell) => cell === null || /^[-=+:|\s]+$/.test(cell))

export type HeaderGuess = { rows: number; uncertain: boolean }

/** Records that are looked at; enough to tell a column of numbers from its name. */
const LOOK_AT = 200
const MOST_ROWS = 3
/** What people write where a value is missing: it is no name. */
const MISSING = /^(n\/?a|none|null|nan|nil|-+|\?+|\.+|#+.*)$/i
const YEAR = /^(19|20)\d\d$/

/** Guesses how many of the first records are names: those that are of another kind than the values below them. */
export function guessHeader(records: Cell[][], width: number): HeaderGuess {
  const [first, second, ...rest] = records.slice(0, LOOK_AT) as [Cell[]?, ...Cell[][]]
  if (!first) return { rows: 1, uncertain: true }
  const cellsOf = (column: number, from: Cell[][]) => from.flatMap((record) => (record.length === width ? [record[column] ?? null] : []))
  if (!second) {
    const values = first.some((cell) => isValue(cell))
    return { rows: values ? 0 : 1, uncertain: values }
  }
  if (isRule(second)) return { rows: 2, uncertain: false }
  for (let rows = MOST_ROWS; rows > 1; rows -= 1) {
    const below = records.slice(rows, LOOK_AT)
    if (below.length < 3) continue
    const looksBelow = Array.from({ length: width }, (_, index) => readColumn(cellsOf(index, below)).looks)
    const upper = records.slice(0, rows)
    const named = upper.map((row) => compare(row, looksBelow, cellsOf, below))
    const spanned = upper[0]?.some((cell, index) => cell === null && (upper[1]?.[index] ?? null) !== null)
    if (named.every(({ fits, missing, misfits }) => fits === 0 && missing === 0 && misfits >= (spanned ? 1 : 2)))
      return { rows, uncertain: false }
  }
  const looks = Array.from({ length: width }, (_, index) => readColumn(cellsOf(index, [second, ...rest])).looks)
  const own = compare(first, looks, cellsOf, [second, ...rest])
  if (own.fits > own.misfits) return { rows: 0, uncertain: own.misfits > 0 }
  if (own.misfits === 0) return { rows: 1, uncertain: !stylesDiffer(first, [second, ...rest], width) }
  return { rows: 1, uncertain: own.fits > 0 }
}

/** A value by itself, such as a date; a year may be a name, and so may any word. */
function isValue(cell: Cell): boolean {
  if (cell === null || YEAR.test(cell.trim())) return false
  const { looks } = readColumn([cell])
  return looks !== 'text' && looks !== 'empty' && looks !== 'boolean'
}

function compare(row: Cell[], looks: ColumnLook[], cellsOf: (column: number, from: Cell[][]) => Cell[], below: Cell[][]) {
  let [fits, misfits, missing] = [0, 0, 0]
  for (const [index, look] of looks.entries()) {
    const cell = row[index]?.trim()
    if (!cell || look === 'text' || look === 'empty') continue
    if (MISSING.test(cell)) missing += 1
    // Years above numbers that are none.
    else if (YEAR.test(cell) && cellsOf(index, below).some((value) => value !== null && !YEAR.test(value.trim()))) continue
    else if (isAlike(cell, look)) fits += 1
    else misfits += 1
  }
  return { fits, misfits, missing }
}

const NUMBERS: readonly ColumnLook[] = ['whole_number', 'decimal', 'percent', 'currency']
const DAYS: readonly ColumnLook[] = ['date', 'date_time']

function isAlike(cell: string, look: ColumnLook): boolean {
  const { looks } = readColumn([cell])
  return looks === look || [NUMBERS, DAYS].some((kind) => kind.includes(looks) && kind.includes(look))
}

/** Names that are all written in a way that the values are not: `first_name` above `Anna`, `NAME` above `Anna`. */
function stylesDiffer(first: Cell[], rest: Cell[][], width: number): boolean {
  const names = first.map((cell) => cell?.trim() ?? '')
  if (new Set(names).size < names.length || names.some((name) => name === '')) return false
  const styles = [/^[\p{Ll}\d_]+$/u, /^[\p{Lu}\d_ ]+$/u, /^\p{L}+[ _]\p{L}/u]
  return Array.from({ length: width }, (_, index) => index).some((index) => {
    const values = rest.flatMap((record) => record[index]?.trim() || [])
    const style = styles.find((one) => one.test(names[index] ?? ''))
    return style !== undefined && values.length > 0 && values.filter((value) => style.test(value)).length * 2 < values.length
  })
}
