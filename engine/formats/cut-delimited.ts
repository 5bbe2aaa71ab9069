import { areBlank } from '#engine/blank.ts'
import { findSign } from '#engine/find-sign.ts'
import { cutFields } from '#engine/formats/cut-any-delimited.ts'
import { type Cuts, scanRecord } from '#engine/formats/scan-delimited.ts'
import { CR, ESCAPED, type Fields, LF, lineEndAt, PLAIN, QUOTED, type Scanned } from '#engine/reader.ts'
import { viewOf } from '#engine/view-of.ts'

/**
 * Cuts the record at `from` into fields. `end` is the end of whole records; `scanned` says where the next one starts. Most
 * records are a line without surprises and are read in this one pass; the others are measured by `scanRecord` first and cut as any text is. Empty
 * fields beyond the width are not counted: many programs put separators at the ends of lines.
 */
export function cutRecord(bytes: Uint8Array, from: number, end: number, cuts: Cuts, fields: Fields, scanned: Scanned): void {
  const { separator, quote } = cuts
  const { starts, ends, kinds } = fields
  const width = starts.length
  const view = viewOf(bytes)
  let count = 0
  let surplus = false
  let at = from
  let start = from
  /** Of a field in quotes: where the second one is. */
  let close = -1
  let kind = PLAIN
  fields.source = bytes
  fields.refusal = null
  for (;;) {
    at = findSign(view, at, end, cuts.inLine)
    const byte = at < end ? (bytes[at] as number) : LF
    if (byte === separator || byte === LF || byte === CR) {
      const stop = close < 0 ? at : close
      if (count < width) {
        starts[count] = start
        ends[count] = stop
        kinds[count] = kind
      } else if (stop > start) surplus = true
      count += 1
      if (byte !== separator) break
      start = at + 1
      close = -1
      kind = PLAIN
    } else if (byte === quote && at === start && kind === PLAIN) {
      start = at + 1
      kind = QUOTED
      close = start
      for (;;) {
        close = findSign(view, close, end, cuts.inQuotes)
        if (close >= end || bytes[close] !== quote) {
          if (close < end && bytes[close] !== LF && bytes[close] !== CR) {
            close += 1
            continue
          }
          close = -1
          break
        }
        if (close + 1 === end || bytes[close + 1] !== quote) break
        kind = ESCAPED
        close += 2
      }
      at = close + 1
      const after = at < end ? bytes[at] : LF
      if (close < 0 || (after !== separator && after !== LF && after !== CR)) {
        scanRecord(bytes, from, end, cuts, true, scanned)
        cutFields(bytes, from, textEnd(bytes, from, scanned.next), cuts.general, fields, scanned.open)
        return
      }
      continue
    }
    at += 1
  }
  if (count === 1 && width > 1 && kinds[0] === PLAIN && areBlank(bytes, starts[0] as number, ends[0] as number))
    ends[0] = starts[0] as number
  fields.count = surplus ? count : Math.min(count, width)
  scanned.next = at + lineEndAt(bytes, at, end)
  scanned.lines = 1
  scanned.open = false
  scanned.complete = true
}

/** Where the record's text ends, before its line end. */
function textEnd(bytes: Uint8Array, from: number, next: number): number {
  let end = next
  if (end > from && bytes[end - 1] === LF) end -= 1
  if (end > from && bytes[end - 1] === CR) end -= 1
  return end
}
