import { bomLength } from '#engine/encoding.ts'
import type { Encoding } from '#jobs/settings.ts'

/**
 * Makes UTF-8 of a text, without the byte order mark. UTF-8 comes through byte for byte, broken
 * characters included, so that a record with such can be refused; in the other encodings U+FFFD stands for what is none.
 */
export async function* decode(pieces: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  yield* encoding === 'utf-8' ? withoutBom(pieces) : transcoded(pieces, encoding)
}

async function* transcoded(pieces: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  // It holds back a character that is cut at the end of a piece, and drops the mark.
  const decoder = new TextDecoder(encoding)
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true })
    if (text !== '') yield Buffer.from(text)
  }
  const rest = decoder.decode()
  if (rest !== '') yield Buffer.from(rest)
}

async function* withoutBom(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0)
  for await (const piece of pieces) {
    if (head === undefined) {
      yield piece
      continue
    }
    // A pipe may deliver the first bytes one by one.
    head = Buffer.concat([head, piece])
    if (head.length < 3) continue
    yield head.subarray(bomLength(head, 'utf-8'))
    head = undefined
  }
  if (head?.length) yield head
}
