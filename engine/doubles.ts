import { type FileHandle, open, readFile, rename, rm, writeFile } from 'node:fs/promises'

/** One bit a record: set where the record gives way to another one with the same key. */
export type Doubles = { bits: Uint8Array; count: number }

export const isDouble = (bits: Uint8Array, record: number) => ((bits[(record - 1) >>> 3] as number) & (1 << ((record - 1) & 7))) !== 0

/** How many keys are compared at once, in memory; the others wait on disk, sorted apart by their hash. */
const KEYS_AT_ONCE = 1_000_000
/** Three words of hash (by which two different keys meet once in 10^28 pairs) and the record's number, in two words. */
const ENTRY_WORDS = 5
const BUFFER_ENTRIES = 4096

/** Which of several records with the same key are to be found: all but the last, all but the first, or all. */
export type Which = 'but_last' | 'but_first' | 'all'

type Extent = { records: number; which: Which; keysAtOnce?: number | undefined }

/**
 * Finds the records whose key occurs more than once, in memory that does not grow with the file. Keys must be added in the
 * order of the records.
 */
export class DoubleFinder {
  readonly #partitions: Partition[]
  readonly #bits: Uint8Array
  readonly #which: Which

  /** @param path where keys may be put aside, as `path.0`, `path.1`, … */
  constructor(path: string, { records, which, keysAtOnce = KEYS_AT_ONCE }: Extent) {
    const count = Math.max(1, Math.ceil(records / keysAtOnce))
    this.#partitions = Array.from({ length: count }, (_, index) => new Partition(`${path}.${index}`))
    this.#bits = new Uint8Array(Math.ceil(records / 8))
    this.#which = which
  }

  /** `tag` keeps keys of different kinds apart. Answers now and then what must be awaited before the next. */
  add(key: Uint8Array, tag: number, record: number): Promise<void> | undefined {
    hash(key, tag)
    const partition = this.#partitions[words[0] % this.#partitions.length] as Partition
    return partition.add(record) ? partition.flush() : undefined
  }

  async finish(): Promise<Doubles> {
    let count = 0
    for (const partition of this.#partitions) count += findIn(await partition.entries(), this.#bits, this.#which)
    return { bits: this.#bits, count }
  }

  /** Removes what was put aside. */
  async close(): Promise<void> {
    for (const partition of this.#partitions) await partition.close()
  }
}

const words: [number, number, number] = [0, 0, 0]

/** Three chained multiplicative hashes, each fed with the others' state. */
function hash(key: Uint8Array, tag: number): void {
  let [a, b, c] = [0x811c9dc5 ^ tag, 0x9e3779b9 + tag, 0x85ebca6b ^ key.length]
  for (let i = 0; i < key.length; i += 1) {
    const byte = key[i] as number
    a = Math.imul(a ^ byte ^ (c >>> 17), 0x01000193)
    b = Math.imul(((b << 5) | (b >>> 27)) ^ byte ^ (a >>> 15), 0x27d4eb2f)
    c = Math.imul((c + byte) ^ (b >>> 13), 0x165667b1)
  }
  a = Math.imul(a ^ (a >>> 16) ^ c, 0x85ebca6b)
  b = Math.imul(b ^ (b >>> 15) ^ a, 0xc2b2ae35)
  c = Math.imul(c ^ (c >>> 14) ^ b, 0x27d4eb2f)
  words[0] = (a ^ (a >>> 13)) >>> 0
  words[1] = (b ^ (b >>> 16)) >>> 0
  words[2] = (c ^ (c >>> 15)) >>> 0
}

class Partition {
  readonly #path: string
  #file: FileHandle | undefined
  #buffer = new Uint32Array(BUFFER_ENTRIES * ENTRY_WORDS)
  #at = 0
  #written = 0

  constructor(path: string) {
    this.#path = path
  }

  /** Whether it must be flushed before the next. */
  add(record: number): boolean {
    const buffer = this.#buffer
    buffer[this.#at++] = words[0]
    buffer[this.#at++] = words[1]
    buffer[this.#at++] = words[2]
    buffer[this.#at++] = record >>> 0
    buffer[this.#at++] = Math.floor(record / 0x1_0000_0000)
    return this.#at === buffer.length
  }

  async flush(): Promise<void> {
    this.#file ??= await open(this.#path, 'w+', 0o600)
    const bytes = Buffer.from(this.#buffer.buffer, 0, this.#at * 4)
    // Unlike `write`, not content with a part where the disk is nearly full.
    await this.#file.appendFile(bytes)
    this.#written += bytes.length
    this.#at = 0
  }

  async entries(): Promise<Uint32Array> {
    const rest = this.#buffer.subarray(0, this.#at)
    if (!this.#file) return rest
    const all = new Uint32Array(this.#written / 4 + rest.length)
    await this.#file.read(Buffer.from(all.buffer), 0, this.#written, 0)
    all.set(rest, this.#written / 4)
    return all
  }

  async close(): Promise<void> {
    await this.#file?.close()
    if (this.#file) await rm(this.#path, { force: true })
    this.#file = undefined
    this.#buffer = new Uint32Array(0)
  }
}

/** Marks the doubles among the entries, which are in the order of the records. */
function findIn(entries: Uint32Array, bits: Uint8Array, which: Which): number {
  const count = entries.length / ENTRY_WORDS
  let size = 16
  while (size < count * 2) size *= 2
  /** Where the entry that counts lies, plus one. */
  const slots = new Uint32Array(size)
  let found = 0
  const mark = (at: number) => {
    const index = (entries[at + 3] as number) + (entries[at + 4] as number) * 0x1_0000_0000 - 1
    const [byte, bit] = [Math.floor(index / 8), 1 << (index % 8)]
    const before = bits[byte] as number
    if ((before & bit) === 0) found += 1
    bits[byte] = before | bit
  }
  for (let entry = 0; entry < count; entry += 1) {
    const at = entry * ENTRY_WORDS
    let slot = (entries[at + 1] as number) & (size - 1)
    for (;;) {
      const other = slots[slot] as number
      if (other === 0) {
        slots[slot] = entry + 1
        break
      }
      const there = (other - 1) * ENTRY_WORDS
      if (entries[there] === entries[at] && entries[there + 1] === entries[at + 1] && entries[there + 2] === entries[at + 2]) {
        if (which !== 'but_first') mark(there)
        if (which !== 'but_last') mark(at)
        else slots[slot] = entry + 1
        break
      }
      slot = (slot + 1) & (size - 1)
    }
  }
  return found
}

/** What an earlier run found, so that a resume need not seek again. */
export async function readDoubles(path: string): Promise<Doubles | undefined> {
  const bits = await readFile(path).catch(() => undefined)
  if (!bits) return undefined
  let count = 0
  for (const byte of bits) for (let rest = byte; rest > 0; rest &= rest - 1) count += 1
  return { bits, count }
}

export async function keepDoubles(path: string, token: string, { bits }: Doubles): Promise<void> {
  const part = `${path}.${token}.part`
  try {
    await writeFile(part, bits, { mode: 0o600 })
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
}
