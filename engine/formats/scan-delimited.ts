import { findSign, type Signs, signsOf } from '#engine/find-sign.ts'
import { type AnyCuts, endAtFirstLine } from '#engine/formats/scan-any-delimited.ts'
import { CR, LF, RECORD_LIMIT, type Scanned } from '#engine/reader.ts'
import { viewOf } from '#engine/view-of.ts'

/** The bytes that cut a UTF-8 text into records and fields; quote -1: no sign quotes. */
export type Cuts = {
  separator: number
  quote: number
  /** What to look for in a line, within quotes, and for the end of a line. */
  inLine: Signs
  inQuotes: Signs
  /** The same for what cuts any text. */
  general: AnyCuts
}

export const cutsOf = (separator: number, quote: number): Cuts => ({
  separator,
  quote,
  inLine: signsOf(separator, Math.max(CR, quote) + 1),
  inQuotes: signsOf(quote, CR + 1),
  general: { separator: Uint8Array.of(separator), runs: false, quote, backslash: false },
})

/**
 * Finds the end of the record that starts at `from`. Line ends are LF, CR LF and CR alone; inside quotes they are text.
 * `last` says that nothing follows `end`: then what is there is all of the record.
 */
export function scanRecord(bytes: Uint8Array, from: number, end: number, cuts: Cuts, last: boolean, out: Scanned): void {
  const { separator, quote } = cuts
  let at = from
  let lines = 1
  const view = viewOf(bytes)
  out.open = false
  while (at < end) {
    at = findSign(view, at, end, cuts.inQuotes)
    if (at === end) break
    const byte = bytes[at] as number
    if (byte === LF) {
      finish(out, at + 1, lines)
      return
    }
    if (byte === CR) {
      if (at + 1 === end && !last) break
      finish(out, bytes[at + 1] === LF && at + 1 < end ? at + 2 : at + 1, lines)
      return
    }
    if (byte === quote && (at === from || bytes[at - 1] === separator)) {
      at += 1
      for (;;) {
        at = findSign(view, at, end, cuts.inQuotes)
        const lost = lines > 1 && at - from > RECORD_LIMIT
        if (at >= end || lost) {
          if (!last && !lost) {
            out.complete = false
            return
          }
          endAtFirstLine(bytes, from, end, out)
          return
        }
        const inside = bytes[at] as number
        if (inside === quote) {
          if (bytes[at + 1] === quote && at + 1 < end) {
            at += 2
            continue
          }
          if (at + 1 === end && !last) {
            out.complete = false
            return
          }
          at += 1
          const after = bytes[at]
          // A quote that closes lines later in the midst of text closes nothing: it opens a field of its own there.
          if (lines > 1 && at < end && after !== separator && after !== LF && after !== CR) {
            endAtFirstLine(bytes, from, end, out)
            return
          }
          break
        }
        if (inside === LF || (inside === CR && bytes[at + 1] !== LF)) lines += 1
        at += 1
      }
      continue
    }
    at += 1
  }
  out.complete = last
  out.next = end
  out.lines = lines
}

function finish(out: Scanned, next: number, lines: number): void {
  out.complete = true
  out.next = next
  out.lines = lines
}
