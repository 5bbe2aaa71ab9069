import { isUtf8 } from 'node:buffer'
import type { Column } from '#engine/columns.ts'
import { newOutput, type Output, putNull, putText, reserve } from '#engine/output.ts'
import { CR, type Cutter, ERROR, ESCAPED, type Fields, LF, newFields, newScanned, PLAIN, TYPED } from '#engine/reader.ts'
import type { RejectReason } from '#jobs/reject.ts'

/** A refused record, ready to be kept. */
export type Refused = {
  record: number
  line: number
  /** Offset of its first byte in the text. */
  byte: number
  kind: 'text' | 'value' | 'database'
  column: string | null
  value: string | null
  code: RejectReason
  params: Record<string, string | number>
  detail: string | null
  raw: string
}

/** Where the records of a chunk ended up: position i speaks of the chunk's i-th record. */
export type Converted = {
  records: number
  /** End of the record's row in `output`; the same as the one before where it has no row. */
  rowEnds: Int32Array
  /** Offset in the chunk of the record's first byte; one more entry than records, the last being the chunk's end. */
  starts: Int32Array
  /** Physical line of the record, from the chunk's first line on, counted from 0. */
  lines: Int32Array
  /** OK, EMPTY or REFUSED. */
  fates: Uint8Array
  output: Output
  /** By position in the chunk. */
  refused: Map<number, Refused>
}

export const OK = 0
export const EMPTY = 1
export const REFUSED = 2

/** Longest raw record and value kept with a reject, in characters. */
const RAW_LIMIT = 10_000

export type ConvertOptions = { columns: Column[]; width: number; cutter: Cutter }

export const newConverted = (): Converted => ({
  records: 0,
  rowEnds: new Int32Array(0),
  starts: new Int32Array(0),
  lines: new Int32Array(0),
  fates: new Uint8Array(0),
  output: newOutput(1024 * 1024),
  refused: new Map(),
})

/**
 * Turns whole records into rows for COPY, and into rejects where they cannot become rows.
 * @param records how many there are, as planned
 * @param first number, line and offset of the first record in the file
 */
export function convertChunk(
  bytes: Buffer,
  records: number,
  first: { record: number; line: number; byte: number },
  { columns, width, cutter }: ConvertOptions,
  converted: Converted,
): void {
  if (converted.fates.length < records) {
    converted.rowEnds = new Int32Array(records)
    converted.starts = new Int32Array(records + 1)
    converted.lines = new Int32Array(records)
    converted.fates = new Uint8Array(records)
  }
  const { rowEnds, starts, lines, fates, output, refused } = converted
  converted.records = records
  refused.clear()
  output.at = 0
  const clean = isUtf8(bytes) && !bytes.includes(0)
  const fields = newFields(width)
  const scanned = newScanned()
  let at = 0
  let line = 0
  for (let i = 0; i < records; i += 1) {
    cutter.cut(bytes, at, bytes.length, fields, scanned)
    const next = scanned.next
    starts[i] = at
    lines[i] = line
    // Where the cutter wrote the fields anew, they may be longer than the record.
    const longest = fields.source === bytes ? next - at : Math.max(next - at, fields.source.length)
    reserve(output, 2 * longest + 16 * columns.length + 64)
    const rowStart = output.at
    const refusal = isEmpty(fields) ? EMPTY : (readable(bytes, at, next, fields, width, clean) ?? putRow(fields, columns, cutter, output))
    if (refusal === OK || refusal === EMPTY) fates[i] = refusal
    else {
      output.at = rowStart
      fates[i] = REFUSED
      const { code, column, value, params } = refusal
      const kind = column === undefined ? 'text' : 'value'
      const raw = rawText(bytes, at, next)
      refused.set(i, {
        record: first.record + i,
        line: first.line + line,
        byte: first.byte + at,
        kind,
        column: column ?? null,
        value: value ?? null,
        code,
        params: params ?? {},
        detail: null,
        raw,
      })
    }
    rowEnds[i] = output.at
    line += scanned.lines
    at = next
  }
  starts[records] = at
}

type Refusal = { code: RejectReason; column?: string; value?: string | null; params?: Record<string, string | number> }

/** A record whose fields are all empty, such as the lines of separators at the end of many a spreadsheet's file. */
function isEmpty({ count, starts, ends, kinds }: Fields): boolean {
  const seen = Math.min(count, starts.length)
  for (let i = 0; i < seen; i += 1) if (ends[i] !== starts[i] || kinds[i] !== PLAIN) return false
  return count <= starts.length
}

function readable(bytes: Buffer, from: number, to: number, fields: Fields, width: number, clean: boolean): Refusal | null {
  if (fields.refusal) return fields.refusal
  if (!clean) {
    const record = bytes.subarray(from, to)
    if (!isUtf8(record) || record.includes(0)) return { code: 'invalid_characters' }
  }
  if (fields.count > width) return { code: 'too_many_fields', params: { expected: width, found: fields.count } }
  if (fields.count < width) return { code: 'too_few_fields', params: { expected: width, found: fields.count } }
  return null
}

function putRow({ source: bytes, starts, ends, kinds }: Fields, columns: Column[], cutter: Cutter, output: Output): Refusal | typeof OK {
  for (let i = 0; i < columns.length; i += 1) {
    const column = columns[i] as Column
    if (i > 0) output.bytes[output.at++] = 9
    let source: Uint8Array = bytes
    let from = starts[column.index] as number
    let to = ends[column.index] as number
    const kind = kinds[column.index] as number
    if (kind === ESCAPED) {
      source = cutter.unescape(bytes, from, to)
      from = 0
      to = source.length
    } else if (kind === ERROR) return { code: 'cell_error', column: column.name, value: textOf(source, from, to) }
    if (!column.textual) {
      while (from < to && isBlank(source[from] as number)) from += 1
      while (to > from && isBlank(source[to - 1] as number)) to -= 1
    }
    if (
      from === to ? kind === PLAIN || !column.textual : kind === PLAIN && to - from === 2 && source[from] === 92 && source[from + 1] === 78
    ) {
      if (!column.nullable) return { code: 'required', column: column.name, value: null }
      putNull(output)
    } else if (column.convert === null) {
      if (column.limit > 0 && to - from > column.limit) {
        const length = lengthOf(source, from, to)
        if (length > column.limit)
          return { code: 'too_long', column: column.name, value: textOf(source, from, to), params: { limit: column.limit, length } }
      }
      putText(output, source, from, to)
    } else {
      const code = (kind === TYPED ? (column.typed ?? column.convert) : column.convert)(source, from, to, output)
      if (code !== null)
        return {
          code,
          column: column.name,
          value: textOf(source, from, to),
          params: code === 'out_of_range' || code === 'too_many_decimals' ? { type: column.type } : {},
        }
    }
  }
  output.bytes[output.at++] = LF
  return OK
}

const isBlank = (byte: number) => byte === 32 || byte === 9

/** Characters, not bytes: those that continue a character do not count. */
function lengthOf(source: Uint8Array, from: number, to: number): number {
  let length = 0
  for (let i = from; i < to; i += 1) if (((source[i] as number) & 0xc0) !== 0x80) length += 1
  return length
}

/** Text as it can be stored: what is no UTF-8 becomes �, and so does the byte that Postgres's text cannot hold. */
function textOf(source: Uint8Array, from: number, to: number): string {
  const text = Buffer.from(source.buffer, source.byteOffset + from, Math.min(to - from, 4 * RAW_LIMIT)).toString('utf8')
  return text.slice(0, RAW_LIMIT).replaceAll('\0', '\uFFFD')
}

/** The record as it stands in the file, without its line end. */
export function rawText(bytes: Buffer, from: number, to: number): string {
  let end = to
  if (end > from && bytes[end - 1] === LF) end -= 1
  if (end > from && bytes[end - 1] === CR) end -= 1
  return textOf(bytes, from, end)
}
