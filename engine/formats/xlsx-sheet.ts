import { FileFault } from '#engine/file-fault.ts'
import { type RowValue, rowLine } from '#engine/formats/rows.ts'
import { type Book, newText, piecesOf, type Sheet, unescapeText } from '#engine/formats/xlsx-book.ts'
import { dateText } from '#engine/formats/xlsx-dates.ts'
import { numberText } from '#engine/formats/xlsx-number.ts'
import { readXml, type XmlHandlers } from '#engine/formats/xml.ts'
import type { Archive } from '#engine/formats/zip.ts'

/** As many as a workbook can have. */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384

export type SheetRow = RowValue[]
/** Looks a shared text up by its number. */
export type Strings = (index: number) => string | null

/**
 * The rows of a sheet in the order of their numbers, many at a time; those without a value are empty lists. Cells hold what
 * was last calculated; of cells that are merged the first has the value.
 */
export async function* sheetRows(archive: Archive, book: Book, sheet: Sheet, strings: Strings): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = []
  let row: SheetRow = []
  /** Rows so far, and columns of this one. */
  let [number, column] = [0, 0]
  let cell: { type: string; style: number } | undefined
  let value = ''
  let inValue = false
  const text = newText()

  const put = (found: RowValue) => {
    while (row.length < column - 1) row.push(null)
    row[column - 1] = found
  }
  const handlers: XmlHandlers = {
    open(name, attributes) {
      if (name === 'row') {
        const at = attributes.r === undefined ? number + 1 : Number(attributes.r)
        if (!(at > number && at <= MOST_ROWS)) throw new FileFault('file_damaged', { detail: `row ${attributes.r} behind ${number}` })
        for (number += 1; number < at; number += 1) rows.push([])
        row = []
        column = 0
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
        if (!(column > 0 && column <= MOST_COLUMNS)) throw new FileFault('file_damaged', { detail: `cell ${attributes.r}` })
        cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0) }
        value = ''
      } else if (name === 'v') inValue = cell !== undefined
      else if (cell) text.open(name)
    },
    text(more) {
      if (inValue) {
        value += more
        if (value.length > 1024 * 1024) throw new FileFault('file_damaged', { detail: 'a value without end' })
      } else if (cell) text.add(more)
    },
    close(name) {
      if (name === 'v') inValue = false
      else if (name === 'c' && cell) {
        const inline = text.take()
        put(cell.type === 'inlineStr' ? inline : cellValue(cell, value, book, strings))
        cell = undefined
      } else if (name === 'row') rows.push(row)
      else if (cell) text.close(name)
    },
  }
  for await (const _ of readXml(await piecesOf(archive, sheet.path), handlers)) {
    if (rows.length > 0) yield rows
    rows = []
  }
}

function cellValue({ type, style }: { type: string; style: number }, value: string, book: Book, strings: Strings): RowValue {
  if (type === 's') return strings(Number(value))
  if (type === 'str') return unescapeText(value)
  if (value === '') return null
  if (type === 'b') return { raw: value.trim() === '1' || value.trim() === 'true' ? 'true' : 'false' }
  if (type === 'e') return { raw: JSON.stringify({ error: value }) }
  // ISO, from programs that write it.
  if (type === 'd') return value.replace('T', ' ')
  const number = numberText(value)
  if (number === undefined) return value
  const dates = book.dates[style]
  return (dates && dateText(Number(value), dates, book)) ?? { raw: number }
}

/** `AB12` is in column 28. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const code = letter.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column
}

/** Rows as lines; the last ones, if they hold nothing, are left out. */
export async function* rowLines(batches: AsyncIterable<SheetRow[]>): AsyncGenerator<Buffer> {
  let empty = 0
  for await (const rows of batches) {
    let lines = ''
    for (const row of rows) {
      const line = rowLine(row)
      if (line === '\n') empty += 1
      else {
        lines += '\n'.repeat(empty) + line
        empty = 0
      }
    }
    if (lines !== '') yield Buffer.from(lines)
  }
}
