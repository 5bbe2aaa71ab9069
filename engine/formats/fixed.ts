import { isBlank } from '#engine/blank.ts'
import { type Cell, CR, type Cutter, type Fields, LF, lineEndAt, PLAIN, type Reader, type Scanned } from '#engine/reader.ts'
import type { FileFormat } from '#jobs/settings.ts'

/**
 * Columns that stand one below the other: each is so many characters wide, and blanks around a value only fill it up. A line
 * that is too short lacks its last values; one that goes on behind the last column is refused.
 */
export const fixed: Reader = { cutter, compose }

function cutter({ widths }: FileFormat): Cutter {
  return {
    scan: scanLine,
    cut: (bytes, from, end, fields, scanned) => {
      scanLine(bytes, from, end, true, scanned)
      cutLine(bytes, from, scanned.next, widths, fields)
    },
    unescape: (bytes, from, to) => bytes.subarray(from, to),
  }
}

/** Line ends are LF, CR LF and CR alone. */
export function scanLine(bytes: Uint8Array, from: number, end: number, last: boolean, out: Scanned): void {
  let at = from
  while (at < end && bytes[at] !== LF && bytes[at] !== CR) at += 1
  out.lines = 1
  out.open = false
  out.complete = at < end ? bytes[at] === LF || at + 1 < end || last : last
  out.next = at + lineEndAt(bytes, at, end)
}

function cutLine(bytes: Uint8Array, from: number, next: number, widths: number[], fields: Fields): void {
  const { starts, ends, kinds } = fields
  let end = next
  if (end > from && bytes[end - 1] === LF) end -= 1
  if (end > from && bytes[end - 1] === CR) end -= 1
  fields.source = bytes
  fields.refusal = null
  let at = from
  for (let i = 0; i < widths.length; i += 1) {
    let start = at
    for (let width = widths[i] as number; width > 0 && at < end; width -= 1) {
      at += 1
      // What continues a character is no character of its own.
      while (at < end && ((bytes[at] as number) & 0xc0) === 0x80) at += 1
    }
    if (i >= starts.length) continue
    let stop = at
    while (start < stop && isBlank(bytes[start] as number)) start += 1
    while (stop > start && isBlank(bytes[stop - 1] as number)) stop -= 1
    starts[i] = start
    ends[i] = stop
    kinds[i] = PLAIN
  }
  while (at < end && isBlank(bytes[at] as number)) at += 1
  fields.count = widths.length + (at < end ? 1 : 0)
}

/** Null for what is wider than its column; blanks that would fill it up are no part of a value. */
function compose(cells: Cell[], { widths }: FileFormat): string | null {
  let line = ''
  for (const [index, { text }] of cells.entries()) {
    const value = text ?? ''
    const width = widths[index] ?? value.length
    const room = width - [...value].length
    if (room < 0 || /[\r\n]/.test(value)) return null
    line += value + ' '.repeat(room)
  }
  return line.trimEnd()
}
