/**
 * Unpacks a block of LZ4: runs of bytes as they are, each followed by a piece of what was unpacked before.
 * @returns the bytes; throws where they are not exactly `length`
 */
export function unpackLz4(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length)
  let [from, to] = [0, 0]
  /** A length of 15 goes on in the bytes that follow, as long as they are 255. */
  const lengthOf = (nibble: number) => {
    let sum = nibble
    if (nibble < 15) return sum
    for (let byte = 255; byte === 255; sum += byte) byte = input[from++] ?? fail()
    return sum
  }
  while (from < input.length) {
    const token = input[from++] as number
    const run = lengthOf(token >> 4)
    if (from + run > input.length || to + run > length) fail()
    output.set(input.subarray(from, from + run), to)
    from += run
    to += run
    if (from === input.length) break
    const back = (input[from] ?? fail()) + 256 * (input[from + 1] ?? fail())
    from += 2
    const copied = lengthOf(token & 15) + 4
    if (back === 0 || back > to || to + copied > length) fail()
    // The piece may overlap what it becomes: a byte repeated is one that is copied from just before.
    for (const end = to + copied; to < end; to += 1) output[to] = output[to - back] as number
  }
  if (to !== length) fail()
  return output
}

/** As Hadoop frames it: the size of what is unpacked and that of the block before each, the highest byte first. */
export function unpackFramedLz4(input: Uint8Array, length: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  const parts: Uint8Array[] = []
  let [from, to] = [0, 0]
  while (from + 8 <= input.length && to < length) {
    const [unpacked, packed] = [view.getUint32(from), view.getUint32(from + 4)]
    if (unpacked > length - to || packed > input.length - from - 8) break
    parts.push(unpackLz4(input.subarray(from + 8, from + 8 + packed), unpacked))
    from += 8 + packed
    to += unpacked
  }
  // Some programs wrote bare blocks under the same name.
  return from === input.length && to === length ? new Uint8Array(Buffer.concat(parts)) : unpackLz4(input, length)
}

function fail(): never {
  throw new Error('not a whole block of LZ4')
}
