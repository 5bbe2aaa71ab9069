import { isBlankLine } from '#engine/blank.ts'
import { delimited } from '#engine/formats/delimited.ts'
import { ESCAPED, type Fields, newFields, newScanned, PLAIN } from '#engine/reader.ts'
import type { FileFormat } from '#jobs/settings.ts'

/** The text of a field; null where it has no value: empty and unquoted, or `\N`. */
export type Cell = string | null

export type TextRecord = {
  /** Physical line on which it begins, from 1. */
  line: number
  /** Nothing but blanks and a line end, and no separator. */
  blank: boolean
  /** A quote of it never closes, or text follows one that did. */
  broken: boolean
  cells: Cell[]
}

export type Cut = Pick<FileFormat, 'separator' | 'quote' | 'escape'>

/** Fields of a record that are looked at. */
const MOST_FIELDS = 20_000
/** One for all, since a walk is done before the next begins. */
const FIELDS = newFields(MOST_FIELDS)

/** A quote that is still open after this much of a sample's end, in bytes, was never meant to be one. */
const LONGEST_OPEN = 64 * 1024

/** A record as the cutter left it; the same object for each. */
export type SeenRecord = { line: number; from: number; next: number; fields: Fields }

/**
 * Walks through the records of a UTF-8 text exactly as the import will.
 * @param cut the text goes on: its last record is left out, unless it is the only one
 * @param see may return false to end the walk
 */
export function walkRecords(
  bytes: Uint8Array,
  given: Cut,
  { cut }: { cut: boolean },
  see: (record: SeenRecord) => boolean | undefined,
): void {
  const cutter = delimited.cutter(given as FileFormat, [])
  const scanned = newScanned()
  const seen: SeenRecord = { line: 1, from: 0, next: 0, fields: FIELDS }
  for (let at = 0; at < bytes.length; ) {
    cutter.scan(bytes, at, bytes.length, !cut, scanned)
    if (!scanned.complete) {
      if (at > 0 && bytes.length - at < LONGEST_OPEN) return
      cutter.scan(bytes, at, bytes.length, true, scanned)
      if (at > 0 && (!scanned.open || scanned.next >= bytes.length)) return
    }
    cutter.cut(bytes, at, bytes.length, seen.fields, scanned)
    seen.from = at
    seen.next = scanned.next
    if (see(seen) === false) return
    seen.line += scanned.lines
    at = scanned.next
  }
}

/** Cuts a UTF-8 text into records and the values of their fields; so many of them at most. */
export function readRecords(
  bytes: Uint8Array,
  given: Cut,
  { cut, most = Number.POSITIVE_INFINITY }: { cut: boolean; most?: number },
): TextRecord[] {
  const { unescape: clear } = delimited.cutter(given as FileFormat, [])
  const records: TextRecord[] = []
  walkRecords(bytes, given, { cut }, ({ line, from, next, fields }) => {
    const cells: Cell[] = []
    for (let i = 0; i < Math.min(fields.count, fields.starts.length); i += 1) {
      const [start, end, kind] = [fields.starts[i] as number, fields.ends[i] as number, fields.kinds[i]]
      const source = kind === ESCAPED ? clear(fields.source, start, end) : fields.source.subarray(start, end)
      const value = Buffer.from(source.buffer, source.byteOffset, source.length).toString()
      cells.push(kind === PLAIN && (value === '' || value === '\\N') ? null : value)
    }
    records.push({ line, blank: cells.length < 2 && isBlankLine(bytes, from, next), broken: fields.refusal !== null, cells })
    return records.length < most
  })
  return records
}
