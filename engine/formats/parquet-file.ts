import { open } from 'node:fs/promises'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type RowGroup,
  type SchemaElement,
  type SchemaTree,
  snappyUncompress,
} from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { FileFault } from '#engine/file-fault.ts'
import { isText, type ToJson, toJsonOf } from '#engine/formats/parquet-values.ts'

export type ParquetColumn = { name: string; node: SchemaTree; toJson: ToJson }

export type ParquetFile = {
  source: AsyncBuffer
  metadata: FileMetaData
  columns: ParquetColumn[]
  close: () => Promise<void>
}

/** Larger pages, and pages of more values, are nothing that a program writes. */
const MOST_PAGE_BYTES = 256 * 1024 * 1024
const MOST_PAGE_VALUES = 16 * 1024 * 1024
const MOST_METADATA_BYTES = 128 * 1024 * 1024

/** @throws whatever the file makes hyparquet throw */
export async function openParquet(from: string | Buffer): Promise<ParquetFile> {
  const { source, close } = typeof from === 'string' ? await fileSource(from) : { source: bufferSource(from), close: async () => {} }
  try {
    const tail = Buffer.from(await source.slice(Math.max(0, source.byteLength - 8), source.byteLength))
    if (tail.length < 8 || tail.toString('latin1', 4) !== 'PAR1')
      throw new FileFault('file_damaged', { detail: 'a Parquet file without its end' })
    if (tail.readUInt32LE(0) > MOST_METADATA_BYTES) throw new FileFault('file_damaged', { detail: 'a Parquet file with too much metadata' })
    const metadata = await parquetMetadataAsync(source, { geoparquet: false })
    const columns = parquetSchema(metadata)
      .children.map(copy)
      .map((node) => ({ name: node.element.name, node, toJson: toJsonOf(node) }))
    // From here on the library is to hand out what stands in the file, and no more than that.
    for (const element of metadata.schema) strip(element)
    return { source, metadata, columns, close }
  } catch (error) {
    await close()
    throw error
  }
}

const copy = (node: SchemaTree): SchemaTree => ({ ...node, element: { ...node.element }, children: node.children.map(copy) })

/** Takes away what makes the library round, or refuse: how values are meant is told by parquet-values.ts. */
function strip(element: SchemaElement): void {
  if (element.type === undefined) return
  if (isText(element)) element.converted_type = 'UTF8'
  else delete element.converted_type
  delete element.logical_type
}

async function fileSource(path: string): Promise<{ source: AsyncBuffer; close: () => Promise<void> }> {
  const file = await open(path, 'r')
  const { size } = await file.stat()
  const slice = async (start: number, end = size) => {
    checkRange(start, end, size)
    const bytes = new Uint8Array(end - start)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
    if (bytesRead < bytes.length) throw new FileFault('file_damaged', { detail: 'a file that became shorter' })
    return bytes.buffer
  }
  return { source: { byteLength: size, slice }, close: () => file.close() }
}

function bufferSource(buffer: Buffer): AsyncBuffer {
  const slice = (start: number, end = buffer.length) => {
    checkRange(start, end, buffer.length)
    return new Uint8Array(buffer.subarray(start, end)).buffer
  }
  return { byteLength: buffer.length, slice }
}

function checkRange(start: number, end: number, size: number): void {
  if (!(start >= 0 && start <= end && end <= size)) throw new FileFault('file_damaged', { detail: `bytes ${start} to ${end} of ${size}` })
}

/** Decompresses no more than the page said. */
const unpackWith =
  (unpack: (input: Uint8Array, options: { maxOutputLength: number }) => Buffer) =>
  (input: Uint8Array, length: number): Uint8Array =>
    unpack(input, { maxOutputLength: Math.max(1, checkedLength(length)) })

function checkedLength(length: number): number {
  if (!(length >= 0 && length <= MOST_PAGE_BYTES)) throw new FileFault('file_damaged', { detail: `a page of ${length} bytes` })
  return length
}

export const COMPRESSORS: Compressors = {
  GZIP: unpackWith(gunzipSync),
  BROTLI: unpackWith(brotliDecompressSync),
  ZSTD: unpackWith(zstdDecompressSync),
  SNAPPY: (input, length) => {
    const output = new Uint8Array(checkedLength(length))
    snappyUncompress(input, output)
    return output
  },
}

/** How much is read of a row group at a time, in values, and in bytes as they would lie unpacked. */
const BATCH_VALUES = 1024 * 1024
const BATCH_BYTES = 32 * 1024 * 1024
/** Smaller row groups are kept in memory while they are read; of larger ones each column is read anew for every batch. */
const KEPT_BYTES = 128 * 1024 * 1024

/** The rows as lines, row group by row group. */
export async function* parquetLines({ source, metadata, columns }: ParquetFile): AsyncGenerator<Buffer> {
  let groupStart = 0
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows)
    const file = sizeOf(group) <= KEPT_BYTES ? keeping(source) : source
    await checkPages(file, group, rows)
    const width = Math.max(1, group.columns.length)
    const byBytes = (rows * BATCH_BYTES) / Math.max(1, Number(group.total_byte_size))
    const batch = Math.max(256, Math.floor(Math.min(BATCH_VALUES / width, byBytes)))
    for (let from = 0; from < rows; from += batch) {
      const [rowStart, rowEnd] = [groupStart + from, groupStart + Math.min(rows, from + batch)]
      const cells: unknown[][] = []
      for (const { name } of columns) cells.push(await readColumn(file, metadata, name, rowStart, rowEnd))
      yield Buffer.from(linesOf(columns, cells, rowEnd - rowStart))
    }
    groupStart += rows
  }
}

const sizeOf = ({ columns }: RowGroup) => columns.reduce((sum, { meta_data }) => sum + Number(meta_data?.total_compressed_size ?? 0), 0)

export async function readColumn(
  file: AsyncBuffer,
  metadata: FileMetaData,
  name: string,
  rowStart: number,
  rowEnd: number,
): Promise<unknown[]> {
  const { promise, resolve } = Promise.withResolvers<unknown[]>()
  await parquetRead({
    file,
    metadata,
    columns: [name],
    rowStart,
    rowEnd,
    compressors: COMPRESSORS,
    utf8: false,
    // Nanoseconds, as they are.
    parsers: { timestampFromNanoseconds: (nanos) => nanos },
    onComplete: (rows) => resolve(rows.map((row) => row[0] as unknown)),
  })
  return promise
}

function linesOf(columns: ParquetColumn[], cells: unknown[][], rows: number): string {
  let lines = ''
  for (let row = 0; row < rows; row += 1) {
    let line = ''
    let some = false
    for (let i = 0; i < columns.length; i += 1) {
      const text = (columns[i] as ParquetColumn).toJson((cells[i] as unknown[])[row])
      some ||= text !== 'null'
      line += i === 0 ? text : `,${text}`
    }
    lines += some ? `[${line}]\n` : '\n'
  }
  return lines
}

/** What was read of a file once is not read again. */
function keeping(source: AsyncBuffer): AsyncBuffer {
  const kept = new Map<string, Promise<ArrayBuffer>>()
  return {
    byteLength: source.byteLength,
    slice(start, end) {
      const key = `${start}-${end}`
      const found = kept.get(key) ?? Promise.resolve(source.slice(start, end))
      kept.set(key, found)
      return found
    },
  }
}

/**
 * Walks over the headers of all pages of a row group: what they say must come to the group's rows, so that neither a damaged
 * nor a made-up file leads to rows that are none.
 */
async function checkPages(file: AsyncBuffer, { columns }: RowGroup, rows: number): Promise<void> {
  for (const { meta_data: column } of columns) {
    if (!column) throw new FileFault('file_damaged', { detail: 'a column without metadata' })
    const start = Number(column.dictionary_page_offset || column.data_page_offset)
    const bytes = await file.slice(start, start + Number(column.total_compressed_size))
    const reader = { view: new DataView(bytes), offset: 0 }
    let values = 0
    while (reader.offset < bytes.byteLength - 1) {
      const header = parquetHeader(reader)
      const page = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0
      const any = header.dictionary_page_header?.num_values ?? page
      const size = header.compressed_page_size
      if (!(size >= 0 && reader.offset + size <= bytes.byteLength && any >= 0 && any <= MOST_PAGE_VALUES))
        throw new FileFault('file_damaged', { detail: `a page of ${size} bytes and ${any} values` })
      checkedLength(header.uncompressed_page_size)
      values += page
      reader.offset += size
    }
    const repeated = column.path_in_schema.length > 1
    if (repeated ? values < rows : values !== rows)
      throw new FileFault('file_damaged', { detail: `${values} values of ${column.path_in_schema.join('.')} in ${rows} rows` })
  }
}
