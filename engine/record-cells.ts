import { type Cell, CR, type Cutter, ERROR, ESCAPED, type Fields, LF, newFields, newScanned, PLAIN, QUOTED, TYPED } from '#engine/reader.ts'
import { cutterOf, readerOf } from '#engine/readers.ts'
import type { FileFormat } from '#jobs/settings.ts'

/** How the records of one job are cut and written, one at a time. */
export type RecordShape = { format: FileFormat; names: string[]; cutter: Cutter }

export const recordShape = (format: FileFormat, names: string[]): RecordShape => ({ format, names, cutter: cutterOf(format, names) })

/** A record by itself: its cells, and why it cannot be read as it stands, if it cannot. */
export type RecordCells = {
  /** Null where not even that much can be told. More than the names where the record has more. */
  cells: Cell[] | null
  refusal: Fields['refusal']
  /** Whether the text is one record, and not the beginning of several. */
  whole: boolean
}

/** Cuts the text of one record, which has no line end, as the file's own reader does. */
export function readRecord(text: string, { names, cutter }: RecordShape): RecordCells {
  const bytes = Buffer.from(text)
  const scanned = newScanned()
  let fields = newFields(names.length)
  cutter.cut(bytes, 0, bytes.length, fields, scanned)
  const { refusal } = fields
  const whole = scanned.next === bytes.length && !endsLine(bytes)
  if (refusal && refusal.code !== 'unknown_field') return { cells: null, refusal, whole }
  if (!refusal && fields.count > names.length) {
    fields = newFields(fields.count)
    cutter.cut(bytes, 0, bytes.length, fields, scanned)
  }
  const count = refusal ? names.length : fields.count
  return { cells: Array.from({ length: count }, (_, index) => cellOf(fields, index, cutter)), refusal, whole }
}

const endsLine = (bytes: Buffer) => bytes.length > 0 && (bytes.at(-1) === LF || bytes.at(-1) === CR)

function cellOf({ source, starts, ends, kinds }: Fields, index: number, cutter: Cutter): Cell {
  const [from, to, kind] = [starts[index] as number, ends[index] as number, kinds[index] as number]
  if (kind === PLAIN && from === to) return { text: null, kind: 'text' }
  const bytes = kind === ESCAPED ? cutter.unescape(source, from, to) : source.subarray(from, to)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  if (kind === PLAIN) return { text: text === '\\N' ? null : text, kind: 'text' }
  return { text, kind: kind === ERROR ? 'error' : kind === TYPED || isNested(source, from, kind) ? 'bare' : 'text' }
}

const [DOUBLE_QUOTE, SINGLE_QUOTE] = [34, 39]

/** What begins with a bracket that no quote stands before. */
function isNested(source: Uint8Array, from: number, kind: number): boolean {
  if (kind !== QUOTED || from === 0 || (source[from] !== 123 && source[from] !== 91)) return false
  return source[from - 1] !== DOUBLE_QUOTE && source[from - 1] !== SINGLE_QUOTE
}

/**
 * Writes the cells as a record of the file.
 * @returns null where that kind of file cannot say it
 */
export function writeRecord(cells: Cell[], shape: RecordShape): string | null {
  const text = readerOf(shape.format).compose(cells, shape.format, shape.names)
  if (text === null) return null
  // What is read again is what counts: nobody knows better than the cutter.
  const read = readRecord(text, shape)
  return read.whole && !read.refusal && read.cells !== null && same(read.cells, cells) ? text : null
}

/** Where a file has no way to tell the empty text from no value, the one stands for the other; so do empty fields that are left out. */
const same = (a: Cell[], b: Cell[]) => {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) if ((a[i]?.text ?? '') !== (b[i]?.text ?? '')) return false
  return true
}
