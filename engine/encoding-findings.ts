import { isUtf8 } from 'node:buffer'
import { LETTERS_OF_8859, wholeCharacters } from '#engine/encoding.ts'
import { lineAt } from '#engine/line-at.ts'
import type { Finding } from '#jobs/detection.ts'
import type { Encoding } from '#jobs/settings.ts'

/** Characters beside the one in question that are shown. */
const AROUND = 12

/**
 * What is doubtful about the characters of a file read in this encoding.
 * @param text the head, decoded
 * @param rest pieces from further down
 */
export function encodingFindings(
  head: Buffer,
  rest: Buffer[],
  encoding: Encoding,
  text: string,
  { guessed }: { guessed: boolean },
): Finding[] {
  const findings: Finding[] = []
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be'
  const zero = text.indexOf('\0')
  if (zero >= 0) findings.push({ code: 'null_bytes', params: { line: lineAt(text, zero) } })
  else if (!wide && rest.some((piece) => piece.includes(0))) findings.push({ code: 'null_bytes', params: { line: 0 } })

  if (encoding === 'utf-8') {
    const damaged = isUtf8(wholeCharacters(head)) ? -1 : text.indexOf('\ufffd')
    if (damaged >= 0) findings.push({ code: 'damaged_characters', params: { line: lineAt(text, damaged) } })
    else if (!rest.every((piece) => isUtf8(wholeCharacters(piece)))) findings.push({ code: 'damaged_characters', params: { line: 0 } })
  }
  if (guessed && (encoding === 'windows-1252' || encoding === 'iso-8859-15')) {
    const doubt = doubtful(Buffer.concat([head, ...rest]), encoding)
    if (doubt) findings.push({ code: 'encoding_ambiguous', params: doubt })
  }
  return findings
}

/** A value that the other one-byte encoding reads otherwise; none where quotes and dashes prove windows-1252. */
function doubtful(bytes: Buffer, encoding: 'windows-1252' | 'iso-8859-15'): { value: string; other: string } | undefined {
  let found = -1
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (byte < 0x80) continue
    if (byte < 0xa0) return undefined
    if (found < 0 && byte in LETTERS_OF_8859) found = at
  }
  if (found < 0) return undefined
  const isEnd = (byte: number | undefined) => byte === undefined || byte < 32 || byte === 44 || byte === 59 || byte === 124
  let [from, to] = [found, found + 1]
  while (found - from < AROUND && !isEnd(bytes[from - 1])) from -= 1
  while (to - found < AROUND && !isEnd(bytes[to])) to += 1
  const read = (as: Encoding) => new TextDecoder(as).decode(bytes.subarray(from, to)).trim()
  return { value: read(encoding), other: read(encoding === 'windows-1252' ? 'iso-8859-15' : 'windows-1252') }
}
