import { open } from 'node:fs/promises'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaElement,
  type SchemaTree,
  snappyUncompress,
} from 'hyparquet'
import { FileFault } from '#engine/file-fault.ts'
import { unpackFramedLz4, unpackLz4 } from '#engine/formats/lz4.ts'
import { isText, type ToJson, toJsonOf } from '#engine/formats/parquet-values.ts'

export type ParquetColumn = { name: string; node: SchemaTree; toJson: ToJson }

export type ParquetFile = {
  source: AsyncBuffer
  metadata: FileMetaData
  /** The schema as the library reads by it: without what makes it convert values. */
  root: SchemaTree
  columns: ParquetColumn[]
  close: () => Promise<void>
}

/** Larger pages are nothing that a program writes. */
const MOST_PAGE_BYTES = 256 * 1024 * 1024
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
    const root = parquetSchema(metadata)
    const columns = root.children.map(copy).map((node) => ({ name: node.element.name, node, toJson: toJsonOf(node) }))
    // From here on the library is to hand out what stands in the file, and no more than that.
    for (const element of metadata.schema) strip(element)
    return { source, metadata, root, columns, close }
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

export function checkedLength(length: number): number {
  if (!(length >= 0 && length <= MOST_PAGE_BYTES)) throw new FileFault('file_damaged', { detail: `a page of ${length} bytes` })
  return length
}

export const COMPRESSORS: Compressors = {
  GZIP: unpackWith(gunzipSync),
  BROTLI: unpackWith(brotliDecompressSync),
  ZSTD: unpackWith(zstdDecompressSync),
  LZ4: (input, length) => unpackFramedLz4(input, checkedLength(length)),
  LZ4_RAW: (input, length) => unpackLz4(input, checkedLength(length)),
  SNAPPY: (input, length) => {
    const output = new Uint8Array(checkedLength(length))
    snappyUncompress(input, output)
    return output
  },
}

/** Nanoseconds, as they are. */
export const PARSERS = { timestampFromNanoseconds: (nanos: bigint) => nanos }

/** The values of some rows of a column, as the library has them. */
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
    parsers: PARSERS,
    onComplete: (rows) => resolve(rows.map((row) => row[0] as unknown)),
  })
  return promise
}
