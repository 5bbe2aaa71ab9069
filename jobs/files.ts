import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { constants, copyFile, link, mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { codeOf } from '#db/error-code.ts'
import { exportCheckpoints, files, type StoredFile } from '#db/schema.ts'
import { env } from '#lib/env.ts'

/** Where the bytes of a stored file lie. Its id is made here, never taken from a person, so the path cannot lead elsewhere. */
export const storedPath = (fileId: string) => join(env.filesDir, fileId)

/** Where a run keeps the file's text as UTF-8, if it is not that already. */
export const stagedPath = (fileId: string) => `${storedPath(fileId)}.utf8`

/** Where a run marks the records that give way to others with the same key. */
export const doublesPath = (fileId: string) => `${storedPath(fileId)}.doubles`

/** Takes a file that lies on this machine into the store: a copy, with size and checksum. */
export async function storeCopy(tx: Tx, path: string): Promise<StoredFile> {
  const id = randomUUID()
  await mkdir(env.filesDir, { recursive: true, mode: 0o700 })
  await copyFile(path, storedPath(id), constants.COPYFILE_FICLONE)
  return register(tx, id, basename(path), 'source')
}

/** Takes a finished upload, already on the store's disk, into the store. */
export async function storeUpload(tx: Tx, path: string, name: string): Promise<StoredFile> {
  const id = randomUUID()
  await mkdir(env.filesDir, { recursive: true, mode: 0o700 })
  await rename(path, storedPath(id))
  return register(tx, id, name, 'source')
}

/**
 * The same bytes under an id of their own: a second name where the disk knows such a thing, since nobody ever writes into a
 * stored file, else a copy. Undefined where the bytes are gone.
 */
export async function copyStored(fileId: string): Promise<string | undefined> {
  const id = randomUUID()
  const [from, to] = [storedPath(fileId), storedPath(id)]
  try {
    await link(from, to).catch(() => copyFile(from, to, constants.COPYFILE_FICLONE))
    return id
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function register(tx: Tx, id: string, name: string, role: StoredFile['role']): Promise<StoredFile> {
  const path = storedPath(id)
  try {
    const { size } = await stat(path)
    const [file] = await tx
      .insert(files)
      .values({ id, name: name.normalize('NFC').slice(-200), role, size, sha256: await sha256(path) })
      .returning()
    if (!file) throw new Error('a stored file was not registered')
    return file
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash)
  return hash.digest('hex')
}

export async function findFile(tx: Tx, fileId: string): Promise<StoredFile | undefined> {
  const [file] = await tx.select().from(files).where(eq(files.id, fileId))
  return file
}

/** The files of a job: its source, and what it wrote. */
export function filesOf(tx: Tx, jobId: number): Promise<StoredFile[]> {
  return tx.select().from(files).where(eq(files.jobId, jobId)).orderBy(files.createdAt)
}

/** Names in the store of all that belongs to a job: its files, and the part of an export that did not come to its end. */
export async function storedFor(tx: Tx, jobId: number): Promise<string[]> {
  const parts = await tx.select({ part: exportCheckpoints.part }).from(exportCheckpoints).where(eq(exportCheckpoints.jobId, jobId))
  return [...(await filesOf(tx, jobId)).map(({ id }) => id), ...parts.map(({ part }) => part)]
}

/** Removes the bytes, and what was made of them; the row goes with its job. */
export async function removeStored(name: string): Promise<void> {
  for (const path of [storedPath(name), stagedPath(name), doublesPath(name)]) await rm(path, { force: true })
}

/** The file if it is there for this job: its own already, or nobody's. The row stays locked until the transaction ends. */
export async function freeFile(tx: Tx, fileId: string, jobId: number | null): Promise<StoredFile | undefined> {
  const [file] = await tx.select().from(files).where(eq(files.id, fileId)).for('update')
  return file && (file.jobId === null || file.jobId === jobId) ? file : undefined
}
