import { isUtf8 } from 'node:buffer'
import { isBlank } from '#engine/blank.ts'
import type { Column } from '#engine/columns.ts'
import { isDouble } from '#engine/doubles.ts'
import { type Cells, cellText } from '#engine/made-value.ts'
import type { Converter } from '#engine/numbers.ts'
import { newOutput, type Output, reserve } from '#engine/output.ts'
import { CR, type Cutter, ERROR, ESCAPED, type Fields, LF, newFields, newScanned, PLAIN, QUOTED, TYPED } from '#engine/reader.ts'
import { BINARY, NotBinary, type RowFormat, TEXT } from '#engine/row-format.ts'
import { type Warnings, warn } from '#engine/warnings.ts'
import type { RejectReason } from '#jobs/reject.ts'
import { storable } from '#jobs/storable.ts'

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
  /** OK, EMPTY, REFUSED, DOUBLE or DUPLICATE. */
  fates: Uint8Array
  output: Output
  /** How the rows in `output` are written. */
  format: RowFormat
  /** By position in the chunk. */
  refused: Map<number, Refused>
  warnings: Warnings
}

export const OK = 0
export const EMPTY = 1
export const REFUSED = 2
/** Gives way to another record of the file with the same key. */
export const DOUBLE = 3
/** Its key is in the table, which stays as it is. */
export const DUPLICATE = 4

/** Longest value kept with a reject, in characters; the record itself is kept whole, since it may be repaired and tried again. */
const VALUE_LIMIT = 10_000

export type ConvertOptions = {
  columns: Column[]
  width: number
  cutter: Cutter
  /** The records that give way to another one with the same key; null while nobody knows. */
  doubles: { bits: Uint8Array; refuse: boolean } | null
  /** How rows are written; becomes text for good when a value turns up that binary cannot hold. */
  format: RowFormat
}

export const newConverted = (): Converted => ({
  records: 0,
  rowEnds: new Int32Array(0),
  starts: new Int32Array(0),
  lines: new Int32Array(0),
  fates: new Uint8Array(0),
  output: newOutput(64 * 1024),
  format: TEXT,
  refused: new Map(),
  warnings: new Map(),
})

/**
 * Turns whole records into rows for COPY, and into rejects where they cannot become rows.
 * @param records how many there are, as planned
 * @param first number, line and offset of the first record in the file
 */
export function convertChunk(bytes: Buffer, records: number, first: First, options: ConvertOptions, converted: Converted): void {
  try {
    convertRecords(bytes, records, first, options, converted)
  } catch (error) {
    if (!(error instanceof NotBinary)) throw error
    options.format = TEXT
    convertRecords(bytes, records, first, options, converted)
  }
}

type First = { record: number; line: number; byte: number; apart?: Apart }

/**
 * Records that do not stand one behind the other in the file: the number of each, where its bytes end, and whether what stands
 * there for bytes that are no text must not get into the table.
 */
export type Apart = { records: number[]; ends: number[]; spoilt: boolean[] }

function convertRecords(bytes: Buffer, records: number, first: First, options: ConvertOptions, converted: Converted): void {
  const { columns, width, cutter, format, doubles } = options
  const { apart } = first
  if (converted.fates.length < records) {
    converted.rowEnds = new Int32Array(records)
    converted.starts = new Int32Array(records + 1)
    converted.lines = new Int32Array(records)
    converted.fates = new Uint8Array(records)
  }
  const { rowEnds, starts, lines, fates, output, refused, warnings } = converted
  converted.records = records
  converted.format = format
  refused.clear()
  warnings.clear()
  output.at = 0
  const clean = isUtf8(bytes) && !bytes.includes(0)
  const fields = newFields(width)
  const scanned = newScanned()
  const cells: Cells = { fields, cutter, record: 0 }
  let at = 0
  let line = 0
  for (let i = 0; i < records; i += 1) {
    const end = apart ? (apart.ends[i] as number) : bytes.length
    cutter.cut(bytes, at, end, fields, scanned)
    const next = apart ? end : scanned.next
    const record = apart ? (apart.records[i] as number) : first.record + i
    starts[i] = at
    lines[i] = line
    // Where the cutter wrote the fields anew, they may be longer than the record.
    const longest = fields.source === bytes ? next - at : Math.max(next - at, fields.source.length)
    const room = 2 * longest + 16 * columns.length + 64
    reserve(output, room)
    const rowStart = output.at
    cells.record = record
    let refusal = isEmpty(fields) ? EMPTY : (readable(bytes, at, next, fields, width, clean) ?? putRow(cells, columns, i, room, converted))
    if (apart && refusal !== EMPTY) {
      if (apart.spoilt[i]) refusal = INVALID_CHARACTERS
      else if (scanned.next < end) refusal = { code: 'too_many_fields', params: { expected: width, found: width + 1 } }
    }
    if (refusal === OK && doubles !== null && isDouble(doubles.bits, record)) {
      refusal = doubles.refuse ? SAME_KEY : DOUBLE
      output.at = rowStart
    }
    if (typeof refusal === 'number') fates[i] = refusal
    else {
      output.at = rowStart
      fates[i] = REFUSED
      const { code, column, value, params } = refusal
      const kind = refusal === SAME_KEY ? 'database' : column === undefined ? 'text' : 'value'
      const raw = rawText(bytes, at, next)
      refused.set(i, {
        record,
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

const SAME_KEY: Refusal = { code: 'double' }
const INVALID_CHARACTERS: Refusal = { code: 'invalid_characters' }

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
    if (!isUtf8(record) || record.includes(0)) return INVALID_CHARACTERS
  }
  if (fields.count > width) return { code: 'too_many_fields', params: { expected: width, found: fields.count } }
  if (fields.count < width) return { code: 'too_few_fields', params: { expected: width, found: fields.count } }
  return null
}

/**
 * @param at position of the record in the chunk
 * @param room bytes that the record's own values may need
 */
function putRow(cells: Cells, columns: Column[], at: number, room: number, { output, format, warnings }: Converted): Refusal | typeof OK {
  const { source: bytes, starts, ends, kinds } = cells.fields
  const inBinary = format === BINARY
  format.startRow(output, columns.length)
  for (let i = 0; i < columns.length; i += 1) {
    const column = columns[i] as Column
    const valueStart = output.at
    let source: Uint8Array = bytes
    let from = 0
    let to = 0
    let kind = PLAIN
    let convert = column.convert
    let refusal: Refusal | null = null
    if (column.make === null) {
      from = starts[column.index] as number
      to = ends[column.index] as number
      kind = kinds[column.index] as number
      if (kind === ESCAPED) {
        source = cells.cutter.unescape(bytes, from, to)
        from = 0
        to = source.length
      }
    } else {
      const made = column.make(cells)
      source = made.text === null ? NOTHING : Buffer.from(made.text)
      to = source.length
      kind = made.text === null ? PLAIN : QUOTED
      convert = made.convert
      if (made.stranger) warn(warnings, at, column.name, 'import.value_not_in_map', toldValue(cells, column, source) ?? '')
      if (made.refusal !== null) refusal = { code: made.refusal, column: column.name, value: toldValue(cells, column, source) }
      // It may be longer than the record that it comes from.
      reserve(output, 2 * source.length + room)
    }
    if (kind === TYPED) convert = column.typed
    else if (kind === ERROR) refusal = { code: 'cell_error', column: column.name, value: textOf(source, from, to) }
    if (!column.textual) {
      while (from < to && isBlank(source[from] as number)) from += 1
      while (to > from && isBlank(source[to - 1] as number)) to -= 1
    }
    if (refusal !== null) {
      // There is no value.
    } else if (
      from === to ? kind === PLAIN || !column.textual : kind === PLAIN && to - from === 2 && source[from] === 92 && source[from + 1] === 78
    ) {
      if (!column.nullable) return { code: 'required', column: column.name, value: null }
      format.putNull(output, i)
    } else {
      const start = format.startField(output, i)
      if (convert === null) {
        const length = column.limit > 0 && to - from > column.limit ? lengthOf(source, from, to) : 0
        if (length > column.limit) {
          const value = column.make === null ? textOf(source, from, to) : toldValue(cells, column, source)
          refusal = { code: 'too_long', column: column.name, value, params: { limit: column.limit, length } }
        } else format.putText(output, source, from, to)
      } else {
        const code = (inBinary ? (convert.binary as Converter) : convert.text)(source, from, to, output)
        if (code !== null) {
          const value = column.make === null ? textOf(source, from, to) : toldValue(cells, column, source)
          const params: Refusal['params'] = code === 'out_of_range' || code === 'too_many_decimals' ? { type: column.type } : {}
          refusal = { code, column: column.name, value, params }
        }
      }
      format.endField(output, start)
    }
    if (refusal !== null) {
      if (!column.forgiving) return refusal
      output.at = valueStart
      format.putNull(output, i)
      warn(warnings, at, column.name, 'import.value_left_empty', refusal.value ?? '')
    }
  }
  format.endRow(output)
  return OK
}

const NOTHING = new Uint8Array(0)

/** What stands in the file, where the value comes from there, whatever was made of it; else what was calculated. */
function toldValue(cells: Cells, column: Column, made: Uint8Array): string | null {
  if (column.index < 0) return made.length > 0 ? textOf(made, 0, made.length) : null
  return cellText(cells, column.index)?.slice(0, VALUE_LIMIT) ?? null
}

/** Characters, not bytes: those that continue a character do not count. */
function lengthOf(source: Uint8Array, from: number, to: number): number {
  let length = 0
  for (let i = from; i < to; i += 1) if (((source[i] as number) & 0xc0) !== 0x80) length += 1
  return length
}

/** Text as it can be stored: what is no UTF-8 becomes �, and so does the byte that Postgres's text cannot hold. */
function textOf(source: Uint8Array, from: number, to: number): string {
  const text = Buffer.from(source.buffer, source.byteOffset + from, Math.min(to - from, 4 * VALUE_LIMIT)).toString('utf8')
  return text.slice(0, VALUE_LIMIT).replaceAll('\0', '\uFFFD')
}

/** The fields at these positions of one record, as text; for the few records that need it. */
export function cellsOf(bytes: Buffer, from: number, to: number, { width, cutter }: ConvertOptions, positions: number[]): string[] {
  const fields = newFields(width)
  cutter.cut(bytes, from, to, fields, newScanned())
  return positions.map((at) => {
    const [start, end] = [fields.starts[at] as number, fields.ends[at] as number]
    if (fields.kinds[at] !== ESCAPED) return textOf(fields.source, start, end)
    const plain = cutter.unescape(fields.source, start, end)
    return textOf(plain, 0, plain.length)
  })
}

/** The record as it stands in the file, without its line end. */
export function rawText(bytes: Buffer, from: number, to: number): string {
  let end = to
  if (end > from && bytes[end - 1] === LF) end -= 1
  if (end > from && bytes[end - 1] === CR) end -= 1
  return storable(bytes.toString('utf8', from, end))
}
