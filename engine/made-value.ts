import { compileExpression, type Habits, OWN_HABITS, Text, textOfValue } from '#engine/expression.ts'
import type { Converters } from '#engine/numbers.ts'
import { type Cutter, ERROR, ESCAPED, type Fields, PLAIN, TYPED } from '#engine/reader.ts'
import { transformOf } from '#engine/transform.ts'
import { valueMapOf } from '#engine/value-map.ts'
import { parseExpression } from '#jobs/expression.ts'
import type { RejectReason } from '#jobs/reject.ts'
import type { CalculatedColumn, ColumnMapping } from '#jobs/settings.ts'

/** Values that do not go from the field to the table as they stand: transformed, mapped or calculated. */

/** The record in hand. */
export type Cells = { fields: Fields; cutter: Cutter; record: number }

export type Made = {
  /** What is to be converted; null: nothing. */
  text: string | null
  /** How it is read; null: as it is. */
  convert: Converters | null
  /** Why the record has no such value. */
  refusal: Extract<RejectReason, 'not_in_map' | 'calculation_failed' | 'cell_error'> | null
  /** It is kept although the map does not name it, which is worth telling. */
  stranger: boolean
}

/** Makes the value of one column of the table out of a record. */
export type Make = (cells: Cells) => Made

/** What the field holds: null where it is empty and unquoted. */
export function cellText({ fields, cutter }: Cells, index: number): string | null {
  const { source, starts, ends, kinds } = fields
  const [from, to, kind] = [starts[index] as number, ends[index] as number, kinds[index] as number]
  if (kind === PLAIN && from === to) return null
  const bytes = kind === ESCAPED ? cutter.unescape(source, from, to) : source.subarray(from, to)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  return kind === PLAIN && text === '\\N' ? null : text
}

/** `typed`: it is a number written with a decimal point, whatever is usual in the column. */
type Cell = Omit<Made, 'convert'> & { typed: boolean }

/** The value of a field after transformations and map. */
function cellOf({ transforms = [], map }: ColumnMapping, index: number): (cells: Cells) => Cell {
  const transform = transforms.length > 0 ? transformOf(transforms) : (text: string) => text
  const mapped = map && valueMapOf(map)
  return (cells) => {
    const kind = cells.fields.kinds[index]
    if (kind === ERROR) return { text: null, typed: false, refusal: 'cell_error', stranger: false }
    const found = cellText(cells, index)
    const text = found === null ? null : transform(found)
    if (!mapped) return { text, typed: kind === TYPED, refusal: null, stranger: false }
    const { value, stranger } = mapped(text)
    // What the map puts in its place is written as is usual in the column.
    const typed = kind === TYPED && stranger !== null
    return { text: value, typed, refusal: stranger === 'refused' ? 'not_in_map' : null, stranger: stranger === 'warned' }
  }
}

const isMade = ({ transforms = [], map }: ColumnMapping): boolean => transforms.length > 0 || map !== undefined

/**
 * Null for a column whose values go as they stand, which then costs nothing.
 * @param typed how numbers are read that are written with a decimal point
 */
export function makeFromField(column: ColumnMapping, index: number, convert: Converters | null, typed: Converters | null): Make | null {
  if (!isMade(column)) return null
  const cell = cellOf(column, index)
  return (cells) => {
    const made = cell(cells)
    return { text: made.text, convert: made.typed ? typed : convert, refusal: made.refusal, stranger: made.stranger }
  }
}

/**
 * @param columns of the file: an expression sees their values as they are after transformations and map
 * @param convertersWith how a text with such habits is read
 * @throws ExpressionError
 */
export function makeFromExpression(
  { expression }: CalculatedColumn,
  columns: ColumnMapping[],
  startedAt: Date,
  convertersWith: (habits: Habits) => Converters | null,
): Make {
  const names = columns.map(({ name }) => name)
  const calculate = compileExpression(parseExpression(expression, names), startedAt)
  const found = columns.map((column, index) => {
    const { decimalSign, dateOrder, onError } = column
    const [usual, typed]: [Habits, Habits] = [
      { decimalSign, dateOrder },
      { decimalSign: '.', dateOrder },
    ]
    return { cell: cellOf(column, index), usual, typed, forgiving: onError === 'empty' }
  })
  const own = convertersWith(OWN_HABITS)
  const converters = new Map(found.flatMap(({ usual, typed }) => [usual, typed]).map((habits) => [habits, convertersWith(habits)]))
  return (cells) => {
    const cell = (index: number) => {
      const { cell, usual, typed, forgiving } = found[index] as (typeof found)[number]
      const value = cell(cells)
      if (value.refusal !== null) return forgiving ? null : undefined
      return value.text === null ? null : new Text(value.text, value.typed ? typed : usual)
    }
    const value = calculate({ record: cells.record, cell })
    if (value === undefined) return { text: null, convert: own, refusal: 'calculation_failed', stranger: false }
    const convert = (value instanceof Text ? converters.get(value.habits) : undefined) ?? own
    return { text: textOfValue(value), convert, refusal: null, stranger: false }
  }
}
