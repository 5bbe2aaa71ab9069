import { CR, type Cuts, LF, type Scanned, scanRecord } from '#engine/scan.ts'

/** The fields of one record, by position: where each starts and ends, quotes left out, and how it was written. */
export type Fields = {
  count: number
  starts: Int32Array
  ends: Int32Array
  /** PLAIN, QUOTED, or DOUBLED where a quote inside is written twice. */
  kinds: Uint8Array
  /** A quoted field does not end at a separator, or never. */
  broken: boolean
}

export const PLAIN = 0
const QUOTED = 1
export const DOUBLED = 2

/** Room for `width` fields; a record that has more is only counted. */
export const newFields = (width: number): Fields => ({
  count: 0,
  starts: new Int32Array(width),
  ends: new Int32Array(width),
  kinds: new Uint8Array(width),
  broken: false,
})

/**
 * Cuts the record at `from` into fields. `end` is the end of whole records; `scanned` says where the next one starts. Most
 * records have no quotes and are read in this one pass; the others are measured by `scanRecord` first.
 */
export function cutRecord(bytes: Uint8Array, from: number, end: number, cuts: Cuts, fields: Fields, scanned: Scanned): void {
  const { separator, quote } = cuts
  const { starts, ends, kinds } = fields
  const width = starts.length
  let count = 0
  let at = from
  let start = from
  fields.broken = false
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
  scanned.next = at >= end ? end : bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF ? at + 2 : at + 1
  scanned.lines = 1
  scanned.open = false
  scanned.complete = true
}

function cutQuoted(bytes: Uint8Array, from: number, { separator, quote }: Cuts, fields: Fields, scanned: Scanned): void {
  const { starts, ends, kinds } = fields
  const width = starts.length
  let stop = scanned.next
  if (stop > from && bytes[stop - 1] === LF) stop -= 1
  if (stop > from && bytes[stop - 1] === CR) stop -= 1
  if (scanned.open) fields.broken = true
  let count = 0
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
            kind = DOUBLED
            at += 1
          } else break
        }
        at += 1
      }
      fieldEnd = at
      at += 1
      if (at < stop && bytes[at] !== separator) {
        fields.broken = true
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
    }
    count += 1
    if (at >= stop) break
    at += 1
  }
  fields.count = count
}
