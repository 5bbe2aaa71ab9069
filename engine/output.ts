/**
 * The bytes that go to `COPY … FROM STDIN` in Postgres's text format: tabs between fields, `\N` for null, backslashes
 * before what would be taken for either. Grows as needed and is used again.
 */
export type Output = { bytes: Buffer; at: number }

export const newOutput = (size: number): Output => ({ bytes: Buffer.allocUnsafe(size), at: 0 })

/** Makes room for `more` bytes. */
export function reserve(output: Output, more: number): void {
  if (output.at + more <= output.bytes.length) return
  const grown = Buffer.allocUnsafe(Math.max(output.bytes.length * 2, output.at + more))
  output.bytes.copy(grown, 0, 0, output.at)
  output.bytes = grown
}

const BACKSLASH = 92
/** What follows the backslash, by the byte it stands for; 0 for bytes that stand for themselves. */
const ESCAPES = new Uint8Array(256)
ESCAPES[BACKSLASH] = BACKSLASH
ESCAPES[9] = 116 // t
ESCAPES[10] = 110 // n
ESCAPES[13] = 114 // r
ESCAPES[8] = 98 // b
ESCAPES[11] = 118 // v
ESCAPES[12] = 102 // f

export function putNull(output: Output): void {
  output.bytes[output.at++] = BACKSLASH
  output.bytes[output.at++] = 78 // N
}

/** Copies text, escaped; at most twice as long as it was. */
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

/** Copies bytes that need no escape, such as the digits of a number. */
export function putPlain(output: Output, source: Uint8Array, from: number, to: number): void {
  const bytes = output.bytes
  let at = output.at
  for (let i = from; i < to; i += 1) bytes[at++] = source[i] as number
  output.at = at
}
