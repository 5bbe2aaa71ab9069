import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { bounded } from '#engine/bounded.ts'
import { damaged } from '#engine/file-fault.ts'
import { chooseMember, openZip } from '#engine/formats/zip.ts'
import type { FileFormat } from '#jobs/settings.ts'

const PIECE_BYTES = 1024 * 1024

/**
 * The bytes of a file, unpacked, in pieces of up to a megabyte. Whoever stops early closes it.
 * @throws FileFault
 */
export async function* unpack(path: string, { packing, member }: Pick<FileFormat, 'packing' | 'member'>): AsyncGenerator<Buffer> {
  if (packing === 'none') yield* createReadStream(path, { highWaterMark: PIECE_BYTES })
  else if (packing === 'gzip') yield* gunzip(path)
  else yield* unzip(path, member)
}

async function* gunzip(path: string): AsyncGenerator<Buffer> {
  const { size } = await stat(path)
  const source = createReadStream(path, { highWaterMark: PIECE_BYTES })
  const pieces = createGunzip({ chunkSize: PIECE_BYTES })
  source.on('error', (error) => pieces.destroy(error))
  source.pipe(pieces)
  try {
    yield* bounded(pieces, size, dirname(path))
  } catch (error) {
    throw damaged(error)
  } finally {
    source.destroy()
    pieces.destroy()
  }
}

async function* unzip(path: string, name: string | null): AsyncGenerator<Buffer> {
  const archive = await openZip(path)
  let pieces: Readable | undefined
  try {
    const member = chooseMember(archive, name)
    pieces = await archive.open(member)
    yield* bounded(pieces, member.compressedSize, dirname(path))
  } catch (error) {
    throw damaged(error)
  } finally {
    pieces?.destroy()
    archive.close()
  }
}
