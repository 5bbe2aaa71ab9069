import { cutArray, unescapeJson } from '#engine/formats/cut-json.ts'
import { OPEN_BRACE, QUOTE } from '#engine/formats/json-value.ts'
import { type Cell, type Cutter, ERROR, type Fields, LF, QUOTED, type Scanned } from '#engine/reader.ts'

/**
 * Rows as text, for files that are none by themselves: each is a line that holds a JSON list of its values, and an empty row
 * is an empty line. Numbers stand as they are, digit by digit; what is left out at a row's end is no value.
 * @param errors objects are no JSON values, but tell why there is none
 */
export const rowsCutter = ({ errors = false, padded = true } = {}): Cutter => ({
  scan,
  cut: (bytes, from, end, fields, scanned) => {
    scan(bytes, from, end, true, scanned)
    if (bytes[from] === LF || from === end) {
      fields.count = 0
      fields.refusal = null
      fields.source = bytes
    } else {
      cutArray(bytes, from, scanned.next, fields, { padded })
      if (errors) markErrors(fields)
    }
  },
  unescape: unescapeJson,
})

const [BEFORE, BEHIND] = ['{"error":"'.length, '"}'.length]

/** `{"error":"#N/A"}` is what a sheet has instead of a value. */
function markErrors({ source: bytes, starts, ends, kinds, count }: Fields): void {
  for (let i = 0; i < Math.min(count, starts.length); i += 1) {
    if (kinds[i] !== QUOTED || bytes[starts[i] as number] !== OPEN_BRACE || bytes[(starts[i] as number) - 1] === QUOTE) continue
    starts[i] = (starts[i] as number) + BEFORE
    ends[i] = (ends[i] as number) - BEHIND
    kinds[i] = ERROR
  }
}

function scan(bytes: Uint8Array, from: number, end: number, last: boolean, out: Scanned): void {
  let at = from
  while (at < end && bytes[at] !== LF) at += 1
  out.open = false
  out.complete = at < end || last
  out.next = at < end ? at + 1 : end
  out.lines = 1
}

/** A value as it stands in a row: a text, a number or truth value as written, JSON as it is, or nothing. */
export type RowValue = string | { raw: string } | null

/** A record of cells, as `rowLine` writes rows; without its line end. */
export const composeRow = (cells: Cell[]): string => rowLine(cells.map(rowValue)).slice(0, -1)

function rowValue({ text, kind }: Cell): RowValue {
  if (text === null || kind === 'text') return text
  return { raw: kind === 'bare' ? text : `{"error":"${text}"}` }
}

/** The line of a row, its end included. */
export function rowLine(values: RowValue[]): string {
  let width = values.length
  while (width > 0 && values[width - 1] === null) width -= 1
  if (width === 0) return '\n'
  let line = '['
  for (let i = 0; i < width; i += 1) {
    const value = values[i] as RowValue
    if (i > 0) line += ','
    line += value === null ? 'null' : typeof value === 'string' ? JSON.stringify(value) : value.raw
  }
  return `${line}]\n`
}
