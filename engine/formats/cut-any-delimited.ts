import { areBlank } from '#engine/blank.ts'
import type { AnyCuts } from '#engine/formats/scan-any-delimited.ts'
import { scanAnyRecord, separatorAt } from '#engine/formats/scan-any-delimited.ts'
import { CR, ESCAPED, type Fields, LF, PLAIN, QUOTED, type Scanned } from '#engine/reader.ts'

const [BACKSLASH, SPACE, N] = [92, 32, 78]
const BROKEN_QUOTE = { code: 'broken_quote' } as const

/** Cuts the record at `from` into fields, whatever separates and quotes them. `end` is the end of whole records. */
export function cutAnyRecord(bytes: Uint8Array, from: number, end: number, cuts: AnyCuts, fields: Fields, scanned: Scanned): void {
  const stop = scanAnyRecord(bytes, from, end, cuts, true, scanned)
  cutFields(bytes, from, stop, cuts, fields, scanned.open)
}

/**
 * Cuts the text of one record into fields.
 * @param stop where it ends, before its line end
 * @param open a quote of it never closes
 */
export function cutFields(bytes: Uint8Array, from: number, stop: number, cuts: AnyCuts, fields: Fields, open: boolean): void {
  const { separator, runs, quote, backslash } = cuts
  const { starts, ends, kinds } = fields
  const width = starts.length
  fields.source = bytes
  fields.refusal = open ? BROKEN_QUOTE : null
  let count = 0
  let surplus = false
  let at = from
  if (runs) while (at < stop && bytes[at] === SPACE) at += 1
  for (;;) {
    let start = at
    let fieldEnd: number
    let kind = PLAIN
    if (at < stop && bytes[at] === quote) {
      kind = QUOTED
      start = at + 1
      at = start
      while (at < stop) {
        const byte = bytes[at]
        if (backslash && byte === BACKSLASH && at + 1 < stop) {
          kind = ESCAPED
          at += 2
        } else if (byte !== quote) at += 1
        else if (at + 1 < stop && bytes[at + 1] === quote) {
          kind = ESCAPED
          at += 2
        } else break
      }
      fieldEnd = Math.min(at, stop)
      at += 1
      if (at < stop && !separatorAt(bytes, at, stop, separator)) {
        fields.refusal = BROKEN_QUOTE
        while (at < stop && !separatorAt(bytes, at, stop, separator)) at += 1
      }
    } else {
      while (at < stop && !separatorAt(bytes, at, stop, separator)) {
        if (backslash && bytes[at] === BACKSLASH && at + 1 < stop) {
          kind = ESCAPED
          at += 2
        } else at += 1
      }
      fieldEnd = Math.min(at, stop)
      // `\N` is how databases write that there is no value: the converter looks for it in what is plain.
      if (kind === ESCAPED && fieldEnd - start === 2 && bytes[start + 1] === N) kind = PLAIN
    }
    if (count < width) {
      starts[count] = start
      ends[count] = fieldEnd
      kinds[count] = kind
    } else if (fieldEnd > start) surplus = true
    count += 1
    if (at >= stop) break
    at += separator.length
    if (runs) {
      while (at < stop && bytes[at] === SPACE) at += 1
      if (at >= stop) break
    }
  }
  // Blanks alone on a line are nothing, unless they may be the value of the only column.
  if (count === 1 && width > 1 && kinds[0] === PLAIN && areBlank(bytes, starts[0] as number, ends[0] as number))
    ends[0] = starts[0] as number
  fields.count = surplus ? count : Math.min(count, width)
}

/** What a backslash and a letter stand for in text that nothing quotes, as Postgres and MySQL write it. */
const LETTERS = new Uint8Array(256)
LETTERS[116] = 9 // t
LETTERS[110] = LF
LETTERS[114] = CR
LETTERS[98] = 8 // b
LETTERS[102] = 12 // f
LETTERS[118] = 11 // v

/**
 * Takes away the backslashes before quotes, backslashes, separators and line ends, and one of two quotes within quotes. Other
 * backslashes are text, such as those of a path, unless nothing quotes: then they write control characters.
 */
export function unescapeAny(bytes: Uint8Array, from: number, to: number, { separator, quote, backslash }: AnyCuts): Uint8Array {
  const text = Buffer.from(bytes.subarray(from, to))
  const quoted = quote >= 0 && from > 0 && bytes[from - 1] === quote
  let at = 0
  for (let i = 0; i < text.length; i += 1) {
    const byte = text[i] as number
    const next = i + 1 < text.length ? (text[i + 1] as number) : -1
    if (backslash && byte === BACKSLASH && next >= 0) {
      const letter = quote < 0 && next !== separator[0] ? (LETTERS[next] as number) : 0
      if (letter === 0 && next !== BACKSLASH && next !== quote && next !== LF && next !== CR && (quoted || next !== separator[0]))
        text[at++] = BACKSLASH
      text[at++] = letter === 0 ? next : letter
      i += 1
    } else {
      text[at++] = byte
      if (quoted && byte === quote && next === quote) i += 1
    }
  }
  return text.subarray(0, at)
}
