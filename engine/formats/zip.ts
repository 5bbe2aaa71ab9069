import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { isTooLarge } from '#engine/bounded.ts'
import { damaged, FileFault } from '#engine/file-fault.ts'

/** An archive with more files than this is not looked through. */
const MOST_MEMBERS = 10_000

export type Archive = { members: Map<string, Entry>; open: (member: Entry) => Promise<Readable>; close: () => void }

/**
 * The table of contents of a ZIP archive, which stands at its end. Names are only compared, never used as a path.
 * @throws FileFault
 */
export async function openZip(source: string | Buffer): Promise<Archive> {
  try {
    // Members are read one at a time and by name; the archive stays open until it is closed.
    const options = { autoClose: false, strictFileNames: false }
    const zip = await (typeof source === 'string' ? yauzl.openPromise(source, options) : yauzl.fromBufferPromise(source, options))
    const close = () => zip.close()
    try {
      const members = new Map<string, Entry>()
      for (const entry of await entriesOf(zip)) if (!members.has(entry.fileName)) members.set(entry.fileName, entry)
      return { members, open: (member) => openMember(zip, member), close }
    } catch (error) {
      close()
      throw error
    }
  } catch (error) {
    throw damaged(error)
  }
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MOST_MEMBERS) throw new FileFault('archive_too_large', { detail: `${zip.entryCount} files` })
  const { promise, resolve, reject } = Promise.withResolvers<Entry[]>()
  const entries: Entry[] = []
  zip.on('entry', (entry: Entry) => {
    entries.push(entry)
    zip.readEntry()
  })
  zip.on('end', () => resolve(entries))
  zip.on('error', reject)
  zip.readEntry()
  return promise
}

async function openMember(zip: ZipFile, member: Entry): Promise<Readable> {
  if (isTooLarge(member.uncompressedSize, member.compressedSize))
    throw new FileFault('archive_too_large', { detail: `${member.fileName}: ${member.uncompressedSize} bytes` })
  if (member.isEncrypted()) throw new FileFault('file_damaged', { detail: `${member.fileName} is encrypted` })
  return zip.openReadStreamPromise(member)
}

/** The file type in a Unix mode, where the archive was made on such a system; a link's content is no data. */
const isLink = ({ externalFileAttributes }: Entry) => ((externalFileAttributes >>> 16) & 0o170000) === 0o120000

/** What a person would call the files of an archive: no folders, and nothing that the system put there for itself. */
export const usefulMembers = ({ members }: Archive): Entry[] =>
  [...members.values()].filter((entry) => {
    const name = entry.fileName
    const own = name.slice(name.lastIndexOf('/') + 1)
    return !name.endsWith('/') && !name.startsWith('__MACOSX/') && !own.startsWith('.') && own !== 'Thumbs.db' && !isLink(entry)
  })

/**
 * The file that was asked for, or the only one.
 * @throws FileFault `archive_member`, with the names to choose from
 */
export function chooseMember(archive: Archive, name: string | null): Entry {
  const useful = usefulMembers(archive)
  const chosen = name === null ? (useful.length === 1 ? useful[0] : undefined) : useful.find(({ fileName }) => fileName === name)
  if (chosen) return chosen
  const choices = useful.map(({ fileName }) => fileName)
  throw new FileFault('archive_member', { detail: choices.slice(0, 20).join(', '), choices })
}
