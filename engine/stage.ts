import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { decodeStream } from '#engine/decode.ts'
import { storedPath } from '#jobs/files.ts'
import type { Encoding } from '#jobs/settings.ts'

const stagedPath = (fileId: string) => `${storedPath(fileId)}.utf8`

/**
 * Where the file's text lies as UTF-8: the file itself, or a copy of it in UTF-8, made once and the same every time, so that
 * what a checkpoint says of its bytes stays true.
 * @param token of the lease: two workers never write the same part
 * @param breathe called between pieces; what it throws ends the staging
 */
export async function stage(fileId: string, encoding: Encoding, token: string, breathe: () => Promise<void>): Promise<string> {
  const source = storedPath(fileId)
  if (encoding === 'utf-8' && !(await hasByteOrderMark(source))) return source
  const staged = stagedPath(fileId)
  if (!existsSync(staged)) {
    const part = `${staged}.${token}.part`
    try {
      await pipeline(decodeStream(source, encoding), (pieces) => withBreath(pieces, breathe), createWriteStream(part))
      await rename(part, staged)
    } finally {
      await rm(part, { force: true })
    }
  }
  return staged
}

async function* withBreath(pieces: AsyncIterable<Buffer>, breathe: () => Promise<void>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    await breathe()
    yield piece
  }
}

/** Removes the copy once nobody will read it again. */
export const unstage = (fileId: string) => rm(stagedPath(fileId), { force: true })

async function hasByteOrderMark(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0)
    return bytesRead === 3 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf
  } finally {
    await file.close()
  }
}
