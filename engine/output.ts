/** Bytes on their way to `COPY … FROM STDIN`. Grows as needed and is used again. */
export type Output = {
  bytes: Buffer
  /** The same bytes, for whole numbers and floats. */
  view: DataView
  at: number
}

const viewOf = (bytes: Buffer) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

export function newOutput(size: number): Output {
  // Not from the pool that small buffers share.
  const bytes = Buffer.allocUnsafeSlow(size)
  return { bytes, view: viewOf(bytes), at: 0 }
}

/** Makes room for `more` bytes. */
export function reserve(output: Output, more: number): void {
  if (output.at + more <= output.bytes.length) return
  const grown = Buffer.allocUnsafeSlow(Math.max(output.bytes.length * 2, output.at + more))
  output.bytes.copy(grown, 0, 0, output.at)
  output.bytes = grown
  output.view = viewOf(grown)
}

/** Shorter runs are copied quicker byte by byte. */
const LONG = 24

/** Copies bytes as they are. */
export function putPlain(output: Output, source: Uint8Array, from: number, to: number): void {
  const { bytes, at } = output
  output.at = at + to - from
  if (to - from >= LONG) {
    bytes.set(source.subarray(from, to), at)
    return
  }
  for (let i = from, j = at; i < to; i += 1, j += 1) bytes[j] = source[i] as number
}

const BACKSLASH = 92
/** What follows the backslash in Postgres's text format, by the byte it stands for; 0 for bytes that stand for themselves. */
const ESCAPES = new Uint8Array(256)
ESCAPES[BACKSLASH] = BACKSLASH
ESCAPES[9] = 116 // t
ESCAPES[10] = 110 // n
ESCAPES[13] = 114 // r
ESCAPES[8] = 98 // b
ESCAPES[11] = 118 // v
ESCAPES[12] = 102 // f

/** Copies text, escaped for the text format; at most twice as long as it was. */
export function putText(output: Output, source: Uint8Array, from: number, to: number): void {
  const bytes = output.bytes
  let at = output.at
  for (let i = from; i < to; i += 1) {
    const byte = source[i] as number
    const letter = ESCAPES[byte] as number
    if (letter !== 0) {
      bytes[at++] = BACKSLASH
      bytes[at++] = letter
    } else bytes[at++] = byte
  }
  output.at = at
}

/** A whole number of 16 bits, as the binary format writes it: highest byte first. */
export function putInt16(output: Output, value: number): void {
  output.view.setInt16(output.at, value)
  output.at += 2
}

export function putInt32(output: Output, value: number): void {
  output.view.setInt32(output.at, value)
  output.at += 4
}

/** A whole number of up to 53 bits as one of 64. */
export function putInt64(output: Output, value: number): void {
  const high = Math.floor(value / 4_294_967_296)
  output.view.setInt32(output.at, high)
  output.view.setUint32(output.at + 4, value - high * 4_294_967_296)
  output.at += 8
}

export function putBigInt64(output: Output, value: bigint): void {
  output.view.setBigInt64(output.at, value)
  output.at += 8
}
