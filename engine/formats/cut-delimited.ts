import { findSign } from '#engine/find-sign.ts'
import { type Cuts, scanRecord } from '#engine/formats/scan-delimited.ts'
import { CR, ESCAPED, type Fields, LF, PLAIN, QUOTED, type Scanned } from '#engine/reader.ts'
import { viewOf } from '#engine/view-of.ts'

const BROKEN_QUOTE = { code: 'broken_quote' } as const

/**
 * Cuts the record at `from` into fields. `end` is the end of whole records; `scanned` says where the next one starts. Most
 * records are a line without surprises and are read in this one pass; the others are measured by `scanRecord` first. Empty
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
        cutQuoted(bytes, from, cuts, fields, scanned)
        return
      }
      continue
    }
    at += 1
  }
  if (count === 1 && width > 1 && kinds[0] === PLAIN && isBlank(bytes, starts[0] as number, ends[0] as number))
    ends[0] = starts[0] as number
  fields.count = surplus ? count : Math.min(count, width)
  scanned.next = at >= end ? end : bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF ? at + 2 : at + 1
  scanned.lines = 1
  scanned.open = false
  scanned.complete = true
}

/** Blanks alone on a line are nothing, unless they may be the value of the only column. */
export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== 32 && bytes[at] !== 9) return false
  return true
}

function cutQuoted(bytes: Uint8Array, from: number, { separator, quote }: Cuts, fields: Fields, scanned: Scanned): void {
  const { starts, ends, kinds } = fields
  const width = starts.length
  let stop = scanned.next
  if (stop > from && bytes[stop - 1] === LF) stop -= 1
  if (stop > from && bytes[stop - 1] === CR) stop -= 1
  if (scanned.open) fields.refusal = BROKEN_QUOTE
  let count = 0
  let surplus = false
  let at = from
  for (;;) {
    let start = at
    let fieldEnd: number
    let kind = PLAIN
    if (at < stop && bytes[at] === quote) {
      kind = QUOTED
      start = at + 1
      at = start
      while (at < stop) {
        if (bytes[at] === quote) {
          if (at + 1 < stop && bytes[at + 1] === quote) {
            kind = ESCAPED
            at += 1
          } else break
        }
        at += 1
      }
      fieldEnd = at
      at += 1
      if (at < stop && bytes[at] !== separator) {
        fields.refusal = BROKEN_QUOTE
        while (at < stop && bytes[at] !== separator) at += 1
      }
    } else {
      while (at < stop && bytes[at] !== separator) at += 1
      fieldEnd = at
    }
    if (count < width) {
      starts[count] = start
      ends[count] = fieldEnd
      kinds[count] = kind
    } else if (fieldEnd > start) surplus = true
    count += 1
    if (at >= stop) break
    at += 1
  }
  fields.count = surplus ? count : Math.min(count, width)
}

/** Replaces each doubled quote by one. */
export function undouble(bytes: Uint8Array, from: number, to: number, quote: number): Uint8Array {
  const text = Buffer.from(bytes.subarray(from, to))
  let at = 0
  for (let i = 0; i < text.length; i += 1) {
    const byte = text[i] as number
    text[at++] = byte
    if (byte === quote && text[i + 1] === quote) i += 1
  }
  return text.subarray(0, at)
}
