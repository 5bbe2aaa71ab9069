import { type Calculation, compileExpression, type Habits, OWN_HABITS, Text, textOfValue } from '#engine/expression.ts'
import type { Converters } from '#engine/numbers.ts'
import { type Cutter, ESCAPED, type Fields, PLAIN } from '#engine/reader.ts'
import { transformOf } from '#engine/transform.ts'
import { valueMapOf } from '#engine/value-map.ts'
import { parseExpression } from '#jobs/expression.ts'
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
  refusal: 'not_in_map' | 'calculation_failed' | null
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

type Step = (text: string | null) => Omit<Made, 'convert'>

const AS_IT_IS: Step = (text) => ({ text, refusal: null, stranger: false })

/** Transformations, then the map. */
function stepOf({ transforms = [], map }: ColumnMapping): Step {
  const transform = transforms.length > 0 ? transformOf(transforms) : (text: string) => text
  const mapped = map && valueMapOf(map)
  return (text) => {
    const transformed = text === null ? null : transform(text)
    if (!mapped) return { text: transformed, refusal: null, stranger: false }
    const { value, stranger } = mapped(transformed)
    return { text: value, refusal: stranger === 'refused' ? 'not_in_map' : null, stranger: stranger === 'warned' }
  }
}

const isMade = ({ transforms = [], map }: ColumnMapping): boolean => transforms.length > 0 || map !== undefined

/** Null for a column whose values go as they stand, which then costs nothing. */
export function makeFromField(column: ColumnMapping, index: number, convert: Converters | null): Make | null {
  if (!isMade(column)) return null
  const step = stepOf(column)
  return (cells) => ({ ...step(cellText(cells, index)), convert })
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
  const calculate: Calculation = compileExpression(parseExpression(expression, names), columns, startedAt)
  const steps = columns.map((column) => (isMade(column) ? stepOf(column) : AS_IT_IS))
  const own = convertersWith(OWN_HABITS)
  const others = columns.map(convertersWith)
  const convertBy = (habits: Habits) => others[columns.indexOf(habits as ColumnMapping)] ?? own
  return (cells) => {
    const cell = (index: number) => {
      const { text, refusal } = (steps[index] as Step)(cellText(cells, index))
      return refusal === null ? text : columns[index]?.onError === 'empty' ? null : undefined
    }
    const value = calculate({ record: cells.record, cell })
    if (value === undefined) return { text: null, convert: own, refusal: 'calculation_failed', stranger: false }
    const convert = value instanceof Text && value.habits !== OWN_HABITS ? convertBy(value.habits) : own
    return { text: textOfValue(value), convert, refusal: null, stranger: false }
  }
}
