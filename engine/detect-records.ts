/** The text of a field; null where it was empty and unquoted. */
export type Cell = string | null

export type ReadRecords = {
  records: Cell[][]
  /** Fields that a quote opens and the same quote closes, in records with as many fields as the header. */
  quoted: number
  /** Fields that a quote opens but that go on behind its end, or never end. */
  broken: number
}

/** A quote that is still open after this much of a sample's end, in characters, was never meant to be one. */
const LONGEST_OPEN = 64 * 1024

/**
 * Cuts a text into records and fields as the import does: a quote counts where a field begins, is doubled inside, and line
 * ends are LF, CR LF or CR. Blank lines are left out.
 * @param cut the text goes on: its last record is left out, unless it is the only one
 */
export function readRecords(text: string, separator: string, quote: string, { cut }: { cut: boolean }): ReadRecords {
  const plain = new RegExp(`[^\\r\\n${separator}]*`, 'y')
  const scan = (from: number) => {
    plain.lastIndex = from
    plain.test(text)
    return plain.lastIndex
  }
  const records: Cell[][] = []
  let record: Cell[] = []
  let blank = true
  let [quoted, quotedHere, broken, at] = [0, 0, 0, 0]
  const finish = () => {
    if (!blank) records.push(record)
    if (record.length === records[0]?.length) quoted += quotedHere
    quotedHere = 0
    record = []
  }
  while (at < text.length || record.length > 0) {
    let cell: Cell = null
    const closed = text[at] === quote ? readQuoted(text, at, quote) : undefined
    // A quote without an end: at a sample's end it was cut off, elsewhere it stands for itself.
    if (closed === null && cut && text.length - at < LONGEST_OPEN) {
      record.push(text.slice(at + 1))
      at = text.length
      blank = false
      break
    }
    if (closed) {
      const end = scan(closed.end)
      if (end > closed.end) broken += 1
      else quotedHere += 1
      cell = closed.value + text.slice(closed.end, end)
      at = end
    } else {
      if (closed === null) broken += 1
      const end = scan(at)
      if (end > at) cell = text.slice(at, end)
      at = end
    }
    blank = record.length === 0 && !closed && (cell ?? '').trim() === ''
    record.push(cell)
    if (text[at] === separator && at < text.length) {
      at += 1
      if (at < text.length) continue
      record.push(null)
      blank = false
    }
    if (at >= text.length) break
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    finish()
  }
  const whole = !cut || records.length === 0
  if (record.length > 0 && whole) finish()
  return { records, quoted, broken }
}

/** The quoted text that begins at `from` and where it ends, behind its quote; null if it never does. */
function readQuoted(text: string, from: number, quote: string): { value: string; end: number } | null {
  let value = ''
  let at = from + 1
  for (;;) {
    const end = text.indexOf(quote, at)
    if (end < 0) return null
    value += text.slice(at, end)
    if (text[end + 1] !== quote) return { value, end: end + 1 }
    value += quote
    at = end + 2
  }
}
