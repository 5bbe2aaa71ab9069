import { isAscii, isUtf8 } from 'node:buffer'
import type { Encoding } from '#jobs/settings.ts'

const SIGNATURES: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** Files that people take for text because Excel or the browser opens them: ZIP and with it XLSX, old XLS, PDF, gzip. */
const NOT_TEXT = ['PK\x03\x04', '\xd0\xcf\x11\xe0', '%PDF-', '\x1f\x8b']

/** Control characters that are no text, other than tab and line ends, may be this share of it, or so few: a stray one spoils no file. */
const CONTROL_SHARE = 0.002
const CONTROLS = 2

/** Length in bytes of the byte order mark that these bytes begin with in this encoding. */
export function bomLength(bytes: Uint8Array, encoding: Encoding): number {
  const bom = SIGNATURES.find(([name]) => name === encoding)?.[1] ?? []
  return bom.every((byte, index) => bytes[index] === byte) ? bom.length : 0
}

/**
 * Guesses the encoding from the head of a file; undefined if that is no text.
 * @param cut the file goes on behind these bytes, so that their last character may be incomplete
 * @param rest pieces from further down: they decide where the head is the same in every encoding
 */
export function detectEncoding(head: Buffer, { cut, rest = [] }: { cut: boolean; rest?: Buffer[] }): Encoding | undefined {
  if (NOT_TEXT.some((signature) => head.toString('latin1', 0, signature.length) === signature)) return undefined
  const marked = SIGNATURES.find(([, bom]) => bom.every((byte, index) => head[index] === byte))?.[0]
  const encoding = marked ?? utf16WithoutBom(head) ?? byteEncoding(head, cut, rest)
  return isText(head, encoding) ? encoding : undefined
}

/** In UTF-16 the letters of our languages have a zero as their upper byte, and only there. */
function utf16WithoutBom(head: Buffer): Encoding | undefined {
  const zeros = [0, 0]
  for (let at = head.indexOf(0); at >= 0; at = head.indexOf(0, at + 1)) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const most = Math.floor(head.length / 2)
  if (odd > most * 0.5 && even === 0) return 'utf-16le'
  if (even > most * 0.5 && odd === 0) return 'utf-16be'
  return undefined
}

function isText(head: Buffer, encoding: Encoding): boolean {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be'
  const step = wide ? 2 : 1
  let controls = 0
  for (let at = 0; at + step <= head.length; at += step) {
    const code = !wide ? (head[at] as number) : encoding === 'utf-16le' ? head.readUInt16LE(at) : head.readUInt16BE(at)
    // 0x1A is what DOS puts at the end of a text.
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 0x1a) controls += 1
  }
  return controls <= Math.max(CONTROLS, (head.length / step) * CONTROL_SHARE)
}

function byteEncoding(head: Buffer, cut: boolean, rest: Buffer[]): Encoding {
  const pieces = [cut ? head.subarray(0, head.length - incompleteTail(head)) : head, ...rest.map(wholeCharacters)]
  const telling = pieces.find((piece) => !isAscii(piece))
  if (!telling || isUtf8(telling) || isDamagedUtf8(telling)) return 'utf-8'
  return looksLike8859(Buffer.concat(pieces)) ? 'iso-8859-15' : 'windows-1252'
}

/** A piece out of the midst of a UTF-8 text, without the halves of characters at its ends. */
export function wholeCharacters(piece: Buffer): Buffer {
  let start = 0
  while (start < Math.min(3, piece.length) && ((piece[start] as number) & 0xc0) === 0x80) start += 1
  return piece.subarray(start, piece.length - incompleteTail(piece))
}

/** Bytes at the end that begin a UTF-8 character without completing it. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < lengthOfCharacter(byte) ? back : 0
  }
  return 0
}

const lengthOfCharacter = (lead: number) => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2)

/** A few broken bytes among many whole characters do not make another encoding; one-byte encodings hardly ever look like that. */
function isDamagedUtf8(bytes: Buffer): boolean {
  let [whole, broken] = [0, 0]
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (byte < 0x80) continue
    const length = byte >= 0xc2 && byte <= 0xf4 ? lengthOfCharacter(byte) : 1
    if (length > 1 && isUtf8(bytes.subarray(at, at + length))) {
      whole += 1
      at += length - 1
    } else broken += 1
  }
  return whole > broken * 10
}

const isCapital = (byte: number) => (byte >= 65 && byte <= 90) || (byte >= 0xc0 && byte <= 0xde && byte !== 0xd7)
const isSmall = (byte: number) => (byte >= 97 && byte <= 122) || (byte >= 0xdf && byte !== 0xf7)
const isLetter = (byte: number) => isCapital(byte) || isSmall(byte)
/** As in œuvre and œil, whereas ½ and ¼ stand before units. */
const isUorI = (byte: number) => 'uUiI'.includes(String.fromCharCode(byte))

/** Where ISO-8859-15 has the euro sign and letters, and windows-1252 ¤ ¦ ¨ ´ ¸ ¼ ½ ¾: the neighbours that make it a letter. */
export const LETTERS_OF_8859: Record<number, (before: number, after: number) => boolean> = {
  164: () => true, // €
  166: (before, after) => !isSmall(before) && isLetter(after), // Š
  168: (before, after) => isLetter(before) || isSmall(after), // š
  // In `l´eau` an accent serves as apostrophe, behind a small letter.
  180: (before, after) => !isSmall(before) && isLetter(after), // Ž
  184: (before, after) => isLetter(before) || isSmall(after), // ž
  188: (before, after) => isCapital(before) || isUorI(after), // Œ
  189: (before, after) => isLetter(before) || isUorI(after), // œ
  190: (before) => isCapital(before), // Ÿ
}

function looksLike8859(bytes: Buffer): boolean {
  let seen = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (byte < 0x80) continue
    // Controls in ISO-8859-15, quotes and dashes in windows-1252.
    if (byte < 0xa0) return false
    seen ||= LETTERS_OF_8859[byte]?.(bytes[at - 1] ?? 0, bytes[at + 1] ?? 0) ?? false
  }
  return seen
}
