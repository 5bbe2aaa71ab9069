import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { decodeStream } from '#engine/decode.ts'
import { bomLength } from '#engine/encoding.ts'
import { readerOf } from '#engine/readers.ts'
import { storedPath } from '#jobs/files.ts'
import type { ImportSettings } from '#jobs/settings.ts'

const stagedPath = (fileId: string) => `${storedPath(fileId)}.utf8`

/** The text that is cut into records: where it lies, and where it begins, behind a byte order mark. */
export type Staged = { path: string; start: number }

/**
 * The file itself, or a copy of it unpacked and as UTF-8, made once and the same every time, so that what a checkpoint says
 * of its bytes stays true.
 * @param token of the lease: two workers never write the same part
 * @param breathe called between pieces; what it throws ends the staging
 */
export async function stage({ fileId, format }: ImportSettings, token: string, breathe: () => Promise<void>): Promise<Staged> {
  const source = storedPath(fileId)
  const { toText } = readerOf(format)
  if (!toText && format.encoding === 'utf-8') return { path: source, start: await byteOrderMark(source) }
  const staged = stagedPath(fileId)
  if (!existsSync(staged)) {
    const part = `${staged}.${token}.part`
    const pieces = toText ? toText(source, format) : decodeStream(source, format.encoding)
    try {
      await pipeline(pieces, (all) => withBreath(all, breathe), createWriteStream(part))
      await rename(part, staged)
    } finally {
      await rm(part, { force: true })
    }
  }
  return { path: staged, start: 0 }
}

async function* withBreath(pieces: AsyncIterable<Buffer>, breathe: () => Promise<void>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    await breathe()
    yield piece
  }
}

/** Where the records are marked that give way to others with the same key. */
export const doublesPath = (fileId: string) => `${storedPath(fileId)}.doubles`

/** Removes what was made of the file once nobody will read it again. */
export async function unstage(fileId: string): Promise<void> {
  await rm(stagedPath(fileId), { force: true })
  await rm(doublesPath(fileId), { force: true })
}

async function byteOrderMark(path: string): Promise<number> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0)
    return bomLength(buffer.subarray(0, bytesRead), 'utf-8')
  } finally {
    await file.close()
  }
}
