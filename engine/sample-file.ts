import { open } from 'node:fs/promises'

/** What is read of a file's head, in bytes, and of its middle and its tail each; even, so that they cut no unit of UTF-16. */
const HEAD_BYTES = 1024 * 1024
const PIECE_BYTES = 256 * 1024

export type FileSample = {
  head: Buffer
  /** The file goes on behind the head: then `middle` and `tail` are what was read of the rest. */
  cut: boolean
  middle: Buffer
  tail: Buffer
}

/** Reads a bounded sample of a file, however large. Throws what reading throws. */
export async function sampleFile(path: string): Promise<FileSample> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const read = async (from: number, length: number) => {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - from)))
      let filled = 0
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, from + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return buffer.subarray(0, filled)
    }
    const even = (position: number) => position - (position % 2)
    const rest = size - HEAD_BYTES
    const tailAt = even(Math.max(HEAD_BYTES, size - PIECE_BYTES))
    const middleAt = even(Math.floor(HEAD_BYTES + rest / 2 - PIECE_BYTES / 2))
    return {
      head: await read(0, HEAD_BYTES),
      cut: rest > 0,
      middle: rest > 2 * PIECE_BYTES ? await read(middleAt, PIECE_BYTES) : Buffer.alloc(0),
      tail: rest > 0 ? await read(tailAt, PIECE_BYTES) : Buffer.alloc(0),
    }
  } finally {
    await file.close()
  }
}
