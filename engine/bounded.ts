import { statfs } from 'node:fs/promises'
import { FileFault } from '#engine/file-fault.ts'

/**
 * What may come out of an archive: anything up to FREE_BYTES; beyond, MOST_RATIO times what went in, which no real data
 * exceeds, as long as MOST_BYTES are not reached and the disk keeps DISK_RESERVE.
 */
export const FREE_BYTES = 1024 ** 3
const MOST_RATIO = 200
const MOST_BYTES = 200 * 1024 ** 3
const DISK_RESERVE = 1024 ** 3
/** How often the disk is asked, in bytes. */
const ASK_EVERY = 256 * 1024 ** 2

/** Whether so much may come out of so little. */
export const isTooLarge = (unpacked: number, packed: number) =>
  unpacked > MOST_BYTES || (unpacked > FREE_BYTES && unpacked > MOST_RATIO * packed)

/**
 * Lets through what comes out of an archive, within the limits.
 * @param packed size in bytes of what is unpacked
 * @param disk a folder on the disk that is filled
 * @throws FileFault `archive_too_large`
 */
export async function* bounded(pieces: AsyncIterable<Buffer>, packed: number, disk?: string): AsyncGenerator<Buffer> {
  let unpacked = 0
  let asked = 0
  for await (const piece of pieces) {
    unpacked += piece.length
    if (isTooLarge(unpacked, packed)) throw new FileFault('archive_too_large', { detail: `${packed} bytes become more than ${unpacked}` })
    if (disk && unpacked > FREE_BYTES && unpacked - asked > ASK_EVERY) {
      asked = unpacked
      const { bavail, bsize } = await statfs(disk)
      if (bavail * bsize < DISK_RESERVE) throw Object.assign(new Error('the disk is nearly full'), { code: 'ENOSPC', syscall: 'statfs' })
    }
    yield piece
  }
}
