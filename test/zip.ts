import { crc32, deflateRawSync } from 'node:zlib'

type Member = {
  name: string
  content: Buffer | string /** Unix mode, such as that of a link. */
  mode?: number /** What it says of itself, whatever it is. */
  claims?: number
}

/** A ZIP archive, byte by byte, so that it can hold what no program would write. */
export function zip(members: Member[]): Buffer {
  const parts: Buffer[] = []
  const contents: Buffer[] = []
  let at = 0
  for (const { name, content, mode = 0o100644, claims } of members) {
    const data = Buffer.from(content)
    const packed = deflateRawSync(data)
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2) // names are UTF-8
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claims ?? data.length, 18)
    common.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, packed])
    const central = Buffer.alloc(16)
    central.writeUInt32LE((mode << 16) >>> 0, 6)
    central.writeUInt32LE(at, 10)
    contents.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 3]), common, central.subarray(0, 14), path]))
    parts.push(local)
    at += local.length
  }
  const directory = Buffer.concat(contents)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}
