import type { RejectReason } from '#jobs/reject.ts'
import type { FileFormat } from '#jobs/settings.ts'

/**
 * How one kind of file becomes records. Each kind is a file of engine/formats/ and a line of engine/readers.ts; docs/formats.md
 * shows how to add one.
 */
export type Reader = {
  /**
   * Where the first record begins in the text, by its head of at most RECORD_LIMIT bytes; left out: where the text does.
   * `last` says that nothing follows the head.
   */
  opening?: (head: Uint8Array, last: boolean) => number
  /**
   * Makes a UTF-8 text of the unpacked file where it is none by itself; the same every time, since checkpoints speak of its
   * bytes. Left out: the file is cut as it lies there.
   * @throws FileFault for a file that cannot be read as what it is said to be
   */
  toText?: (path: string, format: FileFormat) => AsyncIterable<Buffer>
  /** Cuts the text into records and fields. `names` are the columns, in the order of the fields. */
  cutter: (format: FileFormat, names: string[]) => Cutter
  /**
   * Writes a record so that it is cut into these cells again, without its line end: what a person repaired. Null where this kind of
   * file has no way to say it. More cells than names are surplus ones.
   */
  compose: (cells: Cell[], format: FileFormat, names: string[]) => string | null
}

/**
 * One field by itself; null is no value. `bare`: what stands without quotes where texts have some, a number, a truth value or
 * nested JSON. `error`: what the file has instead of a value.
 */
export type Cell = { text: string | null; kind: 'text' | 'bare' | 'error' }

/** Both work on whole UTF-8 bytes and keep nothing between calls. */
export type Cutter = {
  /**
   * Finds the end of the record that starts at `from`. `last` says that nothing follows `end`: then what is there is all of
   * the record.
   */
  scan: (bytes: Uint8Array, from: number, end: number, last: boolean, out: Scanned) => void
  /**
   * Passes over records of one line each as long as that much can be told without a closer look: at most `most` of them, none
   * that begins at `until` or behind. `out.next` and `out.lines` say how far that was. Left out: every record takes a look.
   */
  skim?: (bytes: Buffer, from: number, end: number, most: number, until: number, out: Scanned) => void
  /** Finds the end of the record at `from` and cuts it into fields. `end` is the end of whole records. */
  cut: (bytes: Uint8Array, from: number, end: number, fields: Fields, scanned: Scanned) => void
  /** What a field of kind ESCAPED means. */
  unescape: (bytes: Uint8Array, from: number, to: number) => Uint8Array
}

/** What `scan` found; one object reused for every record. */
export type Scanned = {
  /** First byte after the record and its line end. */
  next: number
  /** Physical lines that the record spans, its own line end included. */
  lines: number
  /** The record ends within the bytes that were given. If not, nothing else here means anything. */
  complete: boolean
  /** A quote of it never closes. */
  open: boolean
}

export const newScanned = (): Scanned => ({ next: 0, lines: 0, complete: false, open: false })

/** The fields of one record, by position: where each starts and ends, quotes left out, and how it was written. */
export type Fields = {
  /** How many there are; empty ones beyond the width do not count. */
  count: number
  /** Where the fields lie: mostly the bytes that were cut, else what the cutter made of them. */
  source: Uint8Array
  starts: Int32Array
  ends: Int32Array
  /**
   * PLAIN (empty means no value), QUOTED (empty means the empty text), ESCAPED: quoted, and to be unescaped, TYPED: a number
   * with a decimal point, or a truth value, whatever is usual in the column, or ERROR: what the file has instead of a value.
   */
  kinds: Uint8Array
  /** Why the record cannot be read, whatever the count of its fields says. */
  refusal: { code: RejectReason; params?: Record<string, string | number> } | null
}

export const PLAIN = 0
export const QUOTED = 1
export const ESCAPED = 2
export const TYPED = 3
export const ERROR = 4

/** Room for `width` fields; a record that has more is only counted. */
export const newFields = (width: number): Fields => ({
  count: 0,
  source: new Uint8Array(0),
  starts: new Int32Array(width),
  ends: new Int32Array(width),
  kinds: new Uint8Array(width),
  refusal: null,
})

export const LF = 10
export const CR = 13

/** How many bytes the line end at `at` has: LF, CR or both; 0 at the end of the bytes. */
export const lineEndAt = (bytes: Uint8Array, at: number, end: number) =>
  at >= end ? 0 : bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF ? 2 : 1

/**
 * Longest record of several lines, in bytes. A quote that is still open after that much was never meant to span so far: its
 * record is taken to end with its first line, is refused, and reading goes on with the next line.
 */
export const RECORD_LIMIT = 1024 * 1024
