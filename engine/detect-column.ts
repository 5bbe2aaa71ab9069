import { FALSE_WORDS, TRUE_WORDS } from '#engine/boolean-words.ts'
import { readDates } from '#engine/detect-dates.ts'
import { readNumbers } from '#engine/detect-numbers.ts'
import type { Cell } from '#engine/detect-records.ts'
import type { DetectedColumn } from '#jobs/detection.ts'
import type { DateOrder, DecimalSign } from '#jobs/settings.ts'

/** What a column tells by itself; the signs are undefined where it tells nothing and the file's habit decides. */
export type ColumnReading = Omit<DetectedColumn, 'name' | 'decimalSign' | 'dateOrder'> & {
  decimalSign?: DecimalSign | undefined
  dateOrder?: DateOrder | undefined
}

/** Bad records are no reason to take a column of numbers for text: this share of the values may not fit, one of ten at least. */
const MISFIT_SHARE = 0.05
const MISFIT_FROM = 10

const UUID = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i
const EMAIL = /^[^\s@,;:<>()"]+@[^\s@,;:<>()".]+(?:\.[^\s@,;:<>()".]+)+$/u

/** Reads the cells of one column. */
export function readColumn(cells: Cell[]): ColumnReading {
  const values: string[] = []
  let longest = 0
  for (const cell of cells) {
    if (cell !== null) longest = Math.max(longest, lengthOf(cell))
    const value = cell?.trim()
    if (value) values.push(value)
  }
  const common = { nullable: values.length < cells.length, longest, ambiguous: false }
  if (values.length === 0) return { ...common, looks: 'empty' }
  const misfits = Math.max(Math.floor(values.length * MISFIT_SHARE), values.length >= MISFIT_FROM ? 1 : 0)
  if (areBooleans(values, misfits)) return { ...common, looks: 'boolean' }
  if (mostFit(values, misfits, (value) => UUID.test(value))) return { ...common, looks: 'uuid' }
  if (mostFit(values, misfits, (value) => EMAIL.test(value))) return { ...common, looks: 'email' }
  return { ...common, ...(readDates(values, misfits) ?? readNumbers(values, misfits) ?? { looks: 'text' }) }
}

/** In characters as Postgres counts them. */
const lengthOf = (text: string) => (/[\ud800-\udbff]/.test(text) ? [...text].length : text.length)

function mostFit(values: string[], misfits: number, test: (value: string) => boolean): boolean {
  let left = misfits
  return values.every((value) => test(value) || --left >= 0)
}

const YES = new Set(TRUE_WORDS)
const NO = new Set(FALSE_WORDS)

function areBooleans(values: string[], misfits: number): boolean {
  const words = new Set<string>()
  const known = (value: string) => {
    if (value.length > 12) return false
    const word = value.toLowerCase()
    if (!YES.has(word) && !NO.has(word)) return false
    words.add(word)
    return true
  }
  if (!mostFit(values, misfits, known)) return false
  const seen = [...words]
  // Noughts and ones alone are numbers; and a letter means something only against its opposite.
  if (seen.every((word) => word === '0' || word === '1')) return false
  return seen.some((word) => word.length > 1) || (seen.some((word) => YES.has(word)) && seen.some((word) => NO.has(word)))
}
