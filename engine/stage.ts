import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { bounded } from '#engine/bounded.ts'
import { decode } from '#engine/decode.ts'
import { bomLength } from '#engine/encoding.ts'
import { FileFault } from '#engine/file-fault.ts'
import { countLines } from '#engine/formats/scan-json.ts'
import { Problem } from '#engine/problem.ts'
import { RECORD_LIMIT } from '#engine/reader.ts'
import { readerOf } from '#engine/readers.ts'
import { unpack } from '#engine/unpack.ts'
import { doublesPath, stagedPath, storedPath } from '#jobs/files.ts'
import type { FileFormat, ImportSettings } from '#jobs/settings.ts'

/** The text that is cut into records: where it lies, where the records begin in it, and the line of that. */
export type Staged = { path: string; start: number; line: number }

/**
 * The file itself, or a copy of it unpacked and as UTF-8, made once and the same every time, so that what a checkpoint says
 * of its bytes stays true.
 * @param fileName as people know the file
 * @param token of the lease: two workers never write the same part
 * @param breathe called between pieces; what it throws ends the staging
 */
export async function stage(
  { fileId, format }: ImportSettings,
  fileName: string,
  token: string,
  breathe: () => Promise<void>,
): Promise<Staged> {
  const source = storedPath(fileId)
  const staged = stagedPath(fileId)
  const inPlace = !readerOf(format).toText && format.packing === 'none' && format.encoding === 'utf-8'
  try {
    if (!inPlace && !existsSync(staged)) await copy(source, staged, format, token, breathe)
    return await opening(inPlace ? source : staged, format)
  } catch (error) {
    throw error instanceof FileFault ? problemOf(error, fileName, format) : error
  }
}

function problemOf(fault: FileFault, file: string, { sheet }: FileFormat): Problem {
  const detail = fault.message
  return new Problem(
    fault.code === 'sheet_missing'
      ? { code: 'error.sheet_missing', params: { file, sheet: sheet ?? '' }, detail }
      : { code: `error.${fault.code}`, params: { file }, detail },
    fault,
  )
}

async function copy(source: string, staged: string, format: FileFormat, token: string, breathe: () => Promise<void>): Promise<void> {
  const { toText } = readerOf(format)
  const part = `${staged}.${token}.part`
  // What is not read from its beginning to its end must lie there unpacked.
  const unpacked = `${staged}.${token}.unpacked`
  const write = (pieces: AsyncIterable<Buffer>, path: string) =>
    pipeline(pieces, (all) => withBreath(all, breathe), createWriteStream(path, { mode: 0o600 }))
  try {
    if (!toText) await write(decode(unpack(source, format), format.encoding), part)
    else {
      const packed = format.packing !== 'none'
      if (packed) await write(unpack(source, format), unpacked)
      // A workbook is an archive. Parquet names a value once, however often it comes, so that its text may well be so much longer.
      const size = format.kind === 'parquet' ? Number.POSITIVE_INFINITY : (await stat(source)).size
      await write(bounded(toText(packed ? unpacked : source, format), size, dirname(part)), part)
    }
    await rename(part, staged)
  } finally {
    await Promise.all([rm(part, { force: true }), rm(unpacked, { force: true })])
  }
}

async function* withBreath(pieces: AsyncIterable<Buffer>, breathe: () => Promise<void>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    await breathe()
    yield piece
  }
}

/** The same among the rejects that are tried again, by the number of the move that asked for it and how many there are. */
export const retriedDoublesPath = (fileId: string, moveId: string, total: number) => `${storedPath(fileId)}.doubles-${moveId}-${total}`

/** Removes what was made of the file once nobody will read it again. */
export async function unstage(fileId: string): Promise<void> {
  await rm(stagedPath(fileId), { force: true })
  await rm(doublesPath(fileId), { force: true })
}

async function opening(path: string, format: FileFormat): Promise<Staged> {
  const { opening: openingOf } = readerOf(format)
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(openingOf ? RECORD_LIMIT : 3), 0, openingOf ? RECORD_LIMIT : 3, 0)
    const bom = bomLength(buffer.subarray(0, bytesRead), 'utf-8')
    if (!openingOf) return { path, start: bom, line: 1 }
    const { size } = await file.stat()
    const start = bom + openingOf(buffer.subarray(bom, bytesRead), bytesRead === size)
    return { path, start, line: 1 + countLines(buffer, 0, start) }
  } finally {
    await file.close()
  }
}
