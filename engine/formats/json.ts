import { cutArray, cutObject, namesOf, unescapeJson } from '#engine/formats/cut-json.ts'
import { endRecord, openingOf, scanJson } from '#engine/formats/scan-json.ts'
import { type Cell, type Cutter, type Fields, RECORD_LIMIT, type Reader } from '#engine/reader.ts'
import type { FileFormat } from '#jobs/settings.ts'

/**
 * JSON: a value a line, one list of them, or an object that wraps such a list. The records are objects or, where the first one
 * holds the columns' names or there are none, lists.
 */
export const json: Reader = { opening: openingOf, cutter, compose }

const BROKEN_JSON = { code: 'broken_json' } as const

function cutter(format: FileFormat, columns: string[]): Cutter {
  const names = namesOf(columns)
  const lists = areLists(format, columns)
  return {
    scan: scanJson,
    cut: (bytes, from, end, fields, scanned) => {
      const limit = Math.min(end, from + RECORD_LIMIT)
      const valueEnd = lists ? cutArray(bytes, from, limit, fields, { padded: false }) : cutObject(bytes, from, limit, names, fields)
      endRecord(bytes, from, valueEnd, end, true, scanned)
      if (scanned.open) refuse(bytes, fields)
    },
    unescape: unescapeJson,
  }
}

const areLists = ({ header }: FileFormat, columns: string[]) => header > 0 || areNumbered(columns)

/** Members that are no value are left out; of a list every place counts. */
function compose(cells: Cell[], format: FileFormat, columns: string[]): string | null {
  if (areLists(format, columns)) return `[${cells.map(jsonOf).join(',')}]`
  if (cells.length > columns.length) return null
  const members = cells.flatMap((cell, index) => (cell.text === null ? [] : [`${JSON.stringify(columns[index])}:${jsonOf(cell)}`]))
  return `{${members.join(',')}}`
}

const jsonOf = ({ text, kind }: Cell): string => (text === null ? 'null' : kind === 'bare' ? text : JSON.stringify(text))

/** Names that no file has: those of lists without any. */
export const numberedName = (index: number) => `column_${index + 1}`
const areNumbered = (columns: string[]) => columns.every((name, index) => name === numberedName(index))

function refuse(bytes: Uint8Array, fields: Fields): void {
  fields.source = bytes
  // More than a record can have that is empty.
  fields.count = fields.starts.length + 1
  fields.refusal = BROKEN_JSON
}
