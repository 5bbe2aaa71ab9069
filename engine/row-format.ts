import { type Output, putInt16, putPlain, putText } from '#engine/output.ts'

/** How rows are written for `COPY … FROM STDIN`. Rows of consecutive records lie one behind the other and make sense without others. */
export type RowFormat = {
  /** What the COPY statement says of it, at its end. */
  options: string
  /** What is sent before the first row, and behind the last. */
  header: Buffer
  trailer: Buffer
  startRow: (output: Output, columns: number) => void
  /** @returns what `endField` is to be told */
  startField: (output: Output, index: number) => number
  endField: (output: Output, start: number) => void
  /** A whole field without a value; instead of start and end. */
  putNull: (output: Output, index: number) => void
  /** Text as it is. */
  putText: (output: Output, source: Uint8Array, from: number, to: number) => void
  endRow: (output: Output) => void
}

const NOTHING = Buffer.alloc(0)
const [TAB, LF, BACKSLASH, N] = [9, 10, 92, 78]

/** Postgres's text format: tabs between fields, `\N` for null, backslashes before what would be taken for either. */
export const TEXT: RowFormat = {
  options: '',
  header: NOTHING,
  trailer: NOTHING,
  startRow: () => {},
  startField(output, index) {
    if (index > 0) output.bytes[output.at++] = TAB
    return output.at
  },
  endField: () => {},
  putNull(output, index) {
    const { bytes } = output
    if (index > 0) bytes[output.at++] = TAB
    bytes[output.at++] = BACKSLASH
    bytes[output.at++] = N
  },
  putText,
  endRow(output) {
    output.bytes[output.at++] = LF
  },
}

/** Postgres's binary format, which costs the server a quarter less: every field behind its length, which is -1 for null. */
export const BINARY: RowFormat = {
  options: ' (format binary)',
  header: Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1'),
  trailer: Buffer.from([0xff, 0xff]),
  startRow: putInt16,
  startField(output) {
    output.at += 4
    return output.at
  },
  endField(output, start) {
    output.view.setInt32(start - 4, output.at - start)
  },
  putNull(output) {
    output.view.setInt32(output.at, -1)
    output.at += 4
  },
  putText: putPlain,
  endRow: () => {},
}

/**
 * Thrown by what writes a value in binary where it cannot do so exactly as Postgres reads it as text. It is no refusal: text is
 * what the value, and with it the import, then goes by.
 */
export class NotBinary extends Error {}
