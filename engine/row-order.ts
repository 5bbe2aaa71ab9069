import { literal, quoted } from '#engine/quote.ts'
import type { TargetTable } from '#jobs/target-tables.ts'

/** How the rows are put in order and cut: by the table's key, or, where it has none, by where they lie. */
export type Order = { expressions: string[]; types: string[]; byPlace: boolean }

export function orderOf({ columns, ordinary }: TargetTable): Order {
  const key = columns.filter((column) => column.key !== null).sort((a, b) => (a.key as number) - (b.key as number))
  if (key.length > 0) return { expressions: key.map(({ name }) => quoted(name)), types: key.map(({ type }) => type), byPlace: false }
  return ordinary
    ? { expressions: ['ctid'], types: ['tid'], byPlace: true }
    : { expressions: ['tableoid', 'ctid'], types: ['oid', 'tid'], byPlace: true }
}

/** A row comparison with a key that this very connection wrote as text; standard_conforming_strings keeps backslashes plain. */
export function compare({ expressions, types }: Order, sign: '>' | '<=', key: string[]): string {
  return `(${expressions.join(', ')}) ${sign} (${key.map((value, i) => `${literal(value)}::${types[i]}`).join(', ')})`
}

/** The condition for the rows behind a key; nothing before the first. */
export const after = (order: Order, key: string[] | null) => (key === null ? '' : `where ${compare(order, '>', key)}`)
