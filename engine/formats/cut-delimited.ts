import { type Cuts, scanRecord } from '#engine/formats/scan-delimited.ts'
import { CR, ESCAPED, type Fields, LF, PLAIN, QUOTED, type Scanned } from '#engine/reader.ts'

const BROKEN_QUOTE = { code: 'broken_quote' } as const

/**
 * Cuts the record at `from` into fields. `end` is the end of whole records; `scanned` says where the next one starts. Most
 * records have no quotes and are read in this one pass; the others are measured by `scanRecord` first. Empty fields beyond the
 * width are not counted: many programs put separators at the ends of lines.
 */
export function cutRecord(bytes: Uint8Array, from: number, end: number, cuts: Cuts, fields: Fields, scanned: Scanned): void {
  const { separator, quote } = cuts
  const { starts, ends, kinds } = fields
  const width = starts.length
  let count = 0
  let at = from
  let start = from
  fields.source = bytes
  fields.refusal = null
  while (at < end) {
    const byte = bytes[at] as number
    if (byte === separator) {
      if (count < width) {
        starts[count] = start
        ends[count] = at
        kinds[count] = PLAIN
      }
      count += 1
      start = at + 1
    } else if (byte === quote && at === start) {
      scanRecord(bytes, from, end, cuts, true, scanned)
      cutQuoted(bytes, from, cuts, fields, scanned)
      return
    } else if (byte === LF || byte === CR) break
    at += 1
  }
  if (count < width) {
    starts[count] = start
    ends[count] = at
    kinds[count] = PLAIN
  }
  fields.count = count + 1
  if (count === 0 ? width > 1 : count >= width) settle(bytes, at, separator, fields)
  scanned.next = at >= end ? end : bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF ? at + 2 : at + 1
  scanned.lines = 1
  scanned.open = false
  scanned.complete = true
}

/** Looks again at the few records of one field, or of more than there are columns: nothing but blanks, and empty fields beyond the width, are nothing. */
function settle(bytes: Uint8Array, stop: number, separator: number, fields: Fields): void {
  const { starts, ends } = fields
  const width = starts.length
  if (fields.count === 1) {
    if (isBlank(bytes, starts[0] as number, stop)) ends[0] = starts[0] as number
    return
  }
  for (let at = width > 0 ? (ends[width - 1] as number) : stop; at < stop; at += 1) if (bytes[at] !== separator) return
  fields.count = width
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
