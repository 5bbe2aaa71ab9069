import { CR, LF, lineEndAt, RECORD_LIMIT, type Scanned } from '#engine/reader.ts'

/** What cuts a UTF-8 text into records and fields, in full generality; `Cuts` is the simple case that most files are. */
export type AnyCuts = {
  separator: Uint8Array
  /** Several separators in a row count as one, and those at a line's ends as none: text aligned by spaces. */
  runs: boolean
  /** -1: no sign quotes. */
  quote: number
  /** A backslash takes its meaning from the byte behind it, within quotes and without; doubled quotes are understood as well. */
  backslash: boolean
}

const BACKSLASH = 92

export function separatorAt(bytes: Uint8Array, at: number, end: number, separator: Uint8Array): boolean {
  if (bytes[at] !== separator[0] || at + separator.length > end) return false
  for (let i = 1; i < separator.length; i += 1) if (bytes[at + i] !== separator[i]) return false
  return true
}

/**
 * The same as `scanRecord`, for any separator, quote and escape.
 * @returns where the record's text ends, before its line end; means nothing where the record is not complete
 */
export function scanAnyRecord(bytes: Uint8Array, from: number, end: number, cuts: AnyCuts, last: boolean, out: Scanned): number {
  const { separator, quote, backslash } = cuts
  let at = from
  let lines = 1
  let fieldStart = true
  let quoted = false
  out.open = false
  while (at < end) {
    const byte = bytes[at] as number
    if (quoted && lines > 1 && at - from > RECORD_LIMIT) return endAtFirstLine(bytes, from, end, out)
    if (backslash && byte === BACKSLASH) {
      if (!last && at + 2 >= end) break
      // What stands behind it may be a line end, and that one may be two bytes.
      const next = at + 1 < end ? bytes[at + 1] : 0
      const length = next === CR && at + 2 < end && bytes[at + 2] === LF ? 3 : 2
      if (next === LF || next === CR) {
        if (!quoted && at - from > RECORD_LIMIT) {
          out.open = true
          return finish(out, at, at + length, lines)
        }
        lines += 1
      }
      at = Math.min(at + length, end)
      fieldStart = false
      continue
    }
    if (quoted) {
      if (byte === quote) {
        if (at + 1 === end && !last) break
        if (at + 1 < end && bytes[at + 1] === quote) {
          at += 2
          continue
        }
        quoted = false
        at += 1
        if (lines === 1 || at >= end || bytes[at] === LF || bytes[at] === CR) continue
        if (!last && at + separator.length > end) break
        // A quote that closes lines later in the midst of text closes nothing: it opens a field of its own there.
        if (!separatorAt(bytes, at, end, separator)) return endAtFirstLine(bytes, from, end, out)
        continue
      }
      if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) lines += 1
      at += 1
      continue
    }
    if (byte === LF) return finish(out, at, at + 1, lines)
    if (byte === CR) {
      if (at + 1 === end && !last) break
      return finish(out, at, bytes[at + 1] === LF && at + 1 < end ? at + 2 : at + 1, lines)
    }
    if (byte === quote && fieldStart) {
      quoted = true
      at += 1
    } else if (separatorAt(bytes, at, end, separator)) {
      fieldStart = true
      at += separator.length
      continue
    } else at += 1
    fieldStart = false
  }
  if (!last) {
    out.complete = false
    return end
  }
  if (quoted) return endAtFirstLine(bytes, from, end, out)
  return finish(out, end, end, lines)
}

function finish(out: Scanned, textEnd: number, next: number, lines: number): number {
  out.complete = true
  out.next = next
  out.lines = lines
  return textEnd
}

/** Takes the record to end with its first line, whose quote was never meant to span so far. */
export function endAtFirstLine(bytes: Uint8Array, from: number, end: number, out: Scanned): number {
  let at = from
  while (at < end && bytes[at] !== LF && bytes[at] !== CR) at += 1
  finish(out, at, at + lineEndAt(bytes, at, end), 1)
  out.open = true
  return at
}
