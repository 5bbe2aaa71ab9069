import { type ColumnReading, readColumn } from '#engine/detect-column.ts'
import type { Cell } from '#engine/detect-records.ts'
import type { DetectedColumn, Finding } from '#jobs/detection.ts'
import type { DateOrder, DecimalSign } from '#jobs/settings.ts'
import { storable } from '#jobs/storable.ts'

/**
 * What each column's values look like, and how the file writes numbers and dates where a column does not tell.
 * @param decimalSign where no column tells
 */
export function detectColumns(names: string[], records: Cell[][], decimalSign: DecimalSign): DetectedColumn[] {
  // Records that the import will refuse for their count of fields tell nothing about the columns, unless all are such.
  const fitting = records.filter((record) => record.length === names.length)
  const telling = fitting.length > 0 ? fitting : records
  const readings = names.map((_, index) => readColumn(telling.map((record) => record[index] ?? null)))
  const sign = decimalHabit(readings, decimalSign)
  const [dateOrder, dayOrder] = dateHabits(readings)
  return readings.map(({ looks, ambiguous, nullable, longest, ...own }, index) => ({
    name: storable(names[index] ?? ''),
    looks,
    decimalSign: own.decimalSign ?? sign,
    dateOrder: own.dateOrder ?? (looks === 'date' || looks === 'date_time' ? dayOrder : dateOrder),
    ambiguous,
    nullable,
    longest,
  }))
}

/** The sign that most columns show. */
function decimalHabit(readings: ColumnReading[], otherwise: DecimalSign): DecimalSign {
  const shown = readings.flatMap((reading) => reading.decimalSign ?? [])
  const commas = shown.filter((sign) => sign === ',').length
  if (commas * 2 !== shown.length) return commas * 2 > shown.length ? ',' : '.'
  return otherwise
}

/** The order that most columns show, and the one for columns that have their year last; day first where none tells. */
function dateHabits(readings: ColumnReading[]): [DateOrder, DateOrder] {
  const count = (order: DateOrder) => readings.filter((reading) => reading.dateOrder === order).length
  const dayOrder = count('mdy') > count('dmy') ? 'mdy' : 'dmy'
  return [count('ymd') > count(dayOrder) ? 'ymd' : dayOrder, dayOrder]
}

/** The columns whose sample can be read in two ways, by the first of each kind and one of its values. */
export function columnFindings(columns: DetectedColumn[], records: Cell[][]): Finding[] {
  const doubtful = columns.flatMap(({ name, looks, ambiguous }, index) => (ambiguous ? [{ name, looks, index }] : []))
  const days = doubtful.filter(({ looks }) => looks === 'date' || looks === 'date_time')
  const numbers = doubtful.filter((column) => !days.includes(column))
  const tell = (code: 'date_order_ambiguous' | 'decimal_sign_ambiguous', [first, ...others]: typeof doubtful): Finding[] => {
    if (!first) return []
    const value = records.find((record) => record.length === columns.length && record[first.index]?.trim())?.[first.index]?.trim() ?? ''
    return [{ code, params: { column: first.name, value, others: others.length } }]
  }
  return [...tell('date_order_ambiguous', days), ...tell('decimal_sign_ambiguous', numbers)]
}
