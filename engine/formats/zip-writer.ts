import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** One file of an archive: its path, and its content as it comes. */
export type ZipMember = { name: string; content: AsyncIterable<string> | Iterable<string> }

const LOCAL = 0x04034b50
const DESCRIPTOR = 0x08074b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** Sizes stand behind the content, and names are UTF-8. */
const FLAGS = 0x0808
const DEFLATE = 8
const VERSION = 20
/** The first day that a ZIP archive knows: whoever unpacks it sees no time that means nothing. */
const DATE = (1 << 5) | 1
const LARGEST = 0xffffffff

/**
 * A ZIP archive as a stream, member by member, without holding any of them. What stays below 4 GiB is written in the plain form,
 * which every program reads; whoever writes more cuts it into members.
 */
export async function* writeZip(members: AsyncIterable<ZipMember> | Iterable<ZipMember>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let at = 0
  for await (const { name, content } of members) {
    const path = Buffer.from(name)
    const start = at
    const head = Buffer.concat([header(LOCAL, [VERSION], path, { crc: 0, packed: 0, size: 0 }), path])
    yield head
    at += head.length
    const state = { crc: 0, size: 0, packed: 0 }
    // What fails on one side ends the other; whoever reads is told by the loop.
    const packing = pipeline(Readable.from(counted(content, state)), createDeflateRaw({ level: 6 }), () => {})
    for await (const piece of packing as AsyncIterable<Buffer>) {
      state.packed += piece.length
      yield piece
    }
    const descriptor = Buffer.alloc(16)
    descriptor.writeUInt32LE(DESCRIPTOR, 0)
    descriptor.writeUInt32LE(state.crc, 4)
    descriptor.writeUInt32LE(state.packed, 8)
    descriptor.writeUInt32LE(state.size, 12)
    yield descriptor
    at += state.packed + descriptor.length
    if (state.size > LARGEST || at > LARGEST) throw new RangeError(`the archive's member ${name} ends beyond 4 GiB`)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(start, 10)
    directory.push(header(CENTRAL, [VERSION, VERSION], path, state), tail, path)
  }
  const contents = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  const count = directory.length / 3
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(contents.length, 12)
  end.writeUInt32LE(at, 16)
  yield Buffer.concat([contents, end])
}

async function* counted(content: ZipMember['content'], state: { crc: number; size: number }): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const piece = Buffer.from(text)
    state.crc = crc32(piece, state.crc)
    state.size += piece.length
    yield piece
  }
}

/** What the entry before a member and that of the directory have in common. */
function header(
  sign: number,
  versions: number[],
  path: Buffer,
  { crc, packed, size }: { crc: number; packed: number; size: number },
): Buffer {
  const bytes = Buffer.alloc(4 + 2 * versions.length + 24)
  bytes.writeUInt32LE(sign, 0)
  let at = 4
  const put16 = (value: number) => {
    at = bytes.writeUInt16LE(value, at)
  }
  const put32 = (value: number) => {
    at = bytes.writeUInt32LE(value, at)
  }
  for (const version of versions) put16(version)
  put16(FLAGS)
  put16(DEFLATE)
  put16(0)
  put16(DATE)
  put32(crc)
  put32(packed)
  put32(size)
  put16(path.length)
  put16(0)
  return bytes
}
