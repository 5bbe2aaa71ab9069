import type { Cell } from '#engine/reader.ts'
import { type RecordShape, readRecord, writeRecord } from '#engine/record-cells.ts'
import { rewriteDate, rewriteNumber } from '#engine/rewrite-value.ts'
import type { Repair } from '#jobs/reject-repair.ts'
import type { ColumnMapping } from '#jobs/settings.ts'

/** What became of a record: its text, which may be the same as before, or null where it cannot be repaired so. */
export type Repairer = (text: string) => string | null

/**
 * Makes a repair ready for the records of a job; undefined where it makes no sense for them, such as for a column that the file
 * does not have. A record that cannot be cut into fields can only be written anew, except for members of JSON that are no column.
 */
export function repairerOf(repair: Repair, shape: RecordShape, columns: ColumnMapping[]): Repairer | undefined {
  if (repair.kind === 'raw') {
    const text = repair.text.replace(/(?:\r\n|\n|\r)$/, '')
    return readRecord(text, shape).whole ? () => text : undefined
  }
  const change = changeOf(repair, shape.names, columns)
  if (!change) return undefined
  return (text) => {
    const { cells, refusal } = readRecord(text, shape)
    if (!cells || (refusal && repair.kind !== 'drop_surplus')) return null
    const changed = change(cells)
    return !refusal && sameCells(cells, changed) ? text : writeRecord(changed, shape)
  }
}

const sameCells = (a: Cell[], b: Cell[]) =>
  a.length === b.length && a.every(({ text, kind }, i) => text === b[i]?.text && kind === b[i]?.kind)

type Change = (cells: Cell[]) => Cell[]

const NOTHING: Cell = { text: null, kind: 'text' }
const textCell = (text: string | null): Cell => ({ text, kind: 'text' })

const isEmpty = ({ text }: Cell) => text === null || text.trim() === ''

function changeOf(repair: Exclude<Repair, { kind: 'raw' }>, names: string[], columns: ColumnMapping[]): Change | undefined {
  const width = names.length
  if (repair.kind === 'drop_surplus') return (cells) => cells.slice(0, width)
  if (repair.kind === 'fill_missing')
    return (cells) => [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => NOTHING)]
  const index = names.indexOf(repair.column)
  const column = columns[index]
  if (!column) return undefined
  /** A record that is too short has no such field; that is another fault. */
  const at =
    (change: (cell: Cell, cells: Cell[]) => Cell): Change =>
    (cells) =>
      index < cells.length ? cells.with(index, change(cells[index] as Cell, cells)) : cells
  const ofText = (change: (text: string) => string | null) =>
    at((cell) => (cell.text === null || cell.kind !== 'text' ? cell : textCell(change(cell.text))))
  switch (repair.kind) {
    case 'set':
      return at(() => textCell(repair.value))
    case 'clear':
      return at(() => NOTHING)
    case 'replace':
      return at((cell) => (cell.text?.includes(repair.find) ? textCell(cell.text.replaceAll(repair.find, () => repair.replace)) : cell))
    case 'map': {
      const pairs = new Map(repair.pairs.map(({ from, to }) => [from, to]))
      return at((cell) => (pairs.has(cell.text) ? textCell(pairs.get(cell.text) ?? null) : cell))
    }
    case 'fill':
      return at((cell) => (isEmpty(cell) ? textCell(repair.value) : cell))
    case 'fill_from': {
      const from = names.indexOf(repair.from)
      return from < 0 ? undefined : at((cell, cells) => (isEmpty(cell) ? (cells[from] ?? NOTHING) : cell))
    }
    case 'cut':
      return at((cell) =>
        cell.text === null || [...cell.text].length <= repair.length ? cell : textCell(firstSigns(cell.text, repair.length)),
      )
    case 'date_order':
      return ofText((text) => rewriteDate(text, repair.order, column.dateOrder) ?? text)
    case 'decimal_sign':
      return ofText((text) => rewriteNumber(text, repair.sign, column.decimalSign) ?? text)
  }
}

/** Characters as Postgres counts them. */
const firstSigns = (text: string, length: number) => [...text].slice(0, length).join('')
