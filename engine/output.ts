import { findSign, signsOf } from '#engine/find-sign.ts'
import { viewOf } from '#engine/view-of.ts'

/** Bytes on their way to `COPY … FROM STDIN`. Grows as needed and is used again. */
export type Output = {
  bytes: Buffer
  /** The same bytes, for whole numbers and floats. */
  view: DataView
  at: number
}

const SLACK = 4

const ownView = (bytes: Buffer) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

export function newOutput(size: number): Output {
  // Not from the pool that small buffers share.
  const bytes = Buffer.allocUnsafeSlow(size)
  return { bytes, view: ownView(bytes), at: 0 }
}

/** Makes room for `more` bytes, and a few beyond. */
export function reserve(output: Output, bytes: number): void {
  const more = bytes + SLACK
  if (output.at + more <= output.bytes.length) return
  const grown = Buffer.allocUnsafeSlow(Math.max(output.bytes.length * 2, output.at + more))
  output.bytes.copy(grown, 0, 0, output.at)
  output.bytes = grown
  output.view = ownView(grown)
}

/** Longer runs are worth a call. */
const LONG = 128

/** Copies bytes as they are. */
export function putPlain(output: Output, source: Uint8Array, from: number, to: number): void {
  const { bytes, view } = output
  let at = output.at
  output.at = at + to - from
  if (to - from >= LONG) {
    bytes.set(source.subarray(from, to), at)
  } else if (to + 4 <= source.length) {
    // Four at a time; what is copied beyond the end is overwritten, and `reserve` leaves room for it.
    const read = viewOf(source)
    for (let i = from; i < to; i += 4, at += 4) view.setInt32(at, read.getInt32(i))
  } else {
    for (let i = from; i < to; i += 1, at += 1) bytes[at] = source[i] as number
  }
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

/** Those are the backslash and some of the bytes below the space. */
const ESCAPED = signsOf(BACKSLASH, 14)

/** Copies text, escaped for the text format; at most twice as long as it was. */
export function putText(output: Output, source: Uint8Array, from: number, to: number): void {
  const view = viewOf(source)
  for (let at = from; ; at += 1) {
    const next = findSign(view, at, to, ESCAPED)
    putPlain(output, source, at, next)
    if (next === to) return
    const byte = source[next] as number
    const letter = ESCAPES[byte] as number
    if (letter !== 0) output.bytes[output.at++] = BACKSLASH
    output.bytes[output.at++] = letter === 0 ? byte : letter
    at = next
  }
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
