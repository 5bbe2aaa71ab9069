import sax from 'sax'

/** Names come without their prefix, text in pieces. */
export type XmlHandlers = {
  open?: (name: string, attributes: Record<string, string>) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

/** Deeper nesting is nothing that an office program writes. */
const DEEPEST = 64
const PART_BYTES = 16 * 1024

/**
 * Reads XML as it comes; yields after each part, with its bytes, so that the caller can take what its handlers gathered. Entities other than
 * XML's own five are an error, and document types are passed over.
 * @throws what the handlers throw, and an Error where it is no XML
 */
export async function* readXml(pieces: AsyncIterable<Buffer>, { open, close, text }: XmlHandlers): AsyncGenerator<number> {
  const options = { position: false, strictEntities: true }
  const parser = sax.parser(true, options)
  let depth = 0
  parser.onerror = (error) => {
    throw error
  }
  parser.onopentag = ({ name, attributes }) => {
    depth += 1
    if (depth > DEEPEST) throw new Error('XML nested too deep')
    open?.(local(name), attributes as Record<string, string>)
  }
  parser.onclosetag = (name) => {
    depth -= 1
    close?.(local(name))
  }
  if (text) {
    parser.ontext = text
    parser.oncdata = text
  }
  let decoder: TextDecoder | undefined
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true })
    // In small parts: a few bytes of XML may stand for very wide rows, which the caller takes before there are too many.
    for (let at = 0; at < piece.length; at += PART_BYTES) {
      const part = piece.subarray(at, at + PART_BYTES)
      parser.write(decoder.decode(part, { stream: true }))
      yield part.length
    }
  }
  parser.write(decoder?.decode() ?? '').close()
  yield 0
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
