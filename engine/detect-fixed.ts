import { detectColumns } from '#engine/detect-cells.ts'
import { readColumn } from '#engine/detect-column.ts'
import { headerNames } from '#engine/detect-header.ts'
import type { Detection } from '#jobs/detection.ts'
import { type Encoding, type FileFormat, fileFormat } from '#jobs/settings.ts'

const LOOK_AT = 1000
/** Fewer lines have blanks one below the other by mere chance. */
const TELLING = 10
/** Lines that are none of the table may have a letter where all others have a blank. */
const STRAY_SHARE = 0.01
const LONGEST = 20_000

/** Columns that stand one below the other; undefined where nothing says that there are any. */
export function detectFixed(text: string, encoding: Encoding, { cut }: { cut: boolean }, said: Partial<FileFormat>): Detection | undefined {
  const all = text.split(/\r\n|\r|\n/)
  if (cut && all.length > 1) all.pop()
  const lines = all.slice(said.preamble ?? 0, (said.preamble ?? 0) + LOOK_AT).filter((line) => line.trim() !== '')
  if (lines.length === 0) return undefined
  const asked = said.kind === 'fixed'
  const widths = said.widths && said.widths.length > 0 ? said.widths : guessWidths(lines)
  if (!widths || (widths.length < 2 && !asked)) return undefined
  const records = lines.map((line) => sliceLine(line, widths))
  const [first = [], ...rest] = records
  const header = Math.min(said.header ?? (isHeader(first, rest) ? 1 : 0), 1)
  const names = header > 0 ? headerNames([first]) : widths.map((_, index) => `column_${index + 1}`)
  const cells = records.slice(header).map((record) => record.map((value) => (value === null ? null : { text: value, typed: false })))
  const format = fileFormat.parse({ kind: 'fixed', encoding, widths, header, preamble: said.preamble ?? 0 })
  return { format, ...detectColumns(names, cells) }
}

/** Each column begins where a character stands behind what is blank in all lines. */
function guessWidths(lines: string[]): number[] | undefined {
  const rows = lines.map((line) => [...line])
  const length = Math.max(...rows.map((row) => row.length))
  // A tab or a quote is the mark of another kind of text; and where no value is filled up, a single blank is a separator.
  if (length > LONGEST || lines.length < 2 || lines.some((line) => /["\t]/.test(line))) return undefined
  if (lines.filter((line) => /\S {2,}\S|^ | $/.test(line)).length * 2 < lines.length) return undefined
  const filled = new Uint32Array(length)
  for (const row of rows) for (let at = 0; at < row.length; at += 1) if (row[at] !== ' ') filled[at] = (filled[at] as number) + 1
  const stray = Math.floor(lines.length * STRAY_SHARE)
  /** Where each column is filled in some line. */
  const columns: { from: number; to: number }[] = []
  for (let at = 0; at < length; at += 1) {
    if ((filled[at] as number) <= stray) continue
    const before = columns.at(-1)
    if (before?.to === at) before.to += 1
    else columns.push({ from: at, to: at + 1 })
  }
  const gaps = columns.slice(1).map(({ from }, index) => from - (columns[index]?.to ?? 0))
  const even = rows.every((row) => row.length === length)
  if (lines.length < TELLING && Math.min(...gaps) < 2 && !even) return undefined
  const records = rows.slice(1)
  const ends = columns.map(({ from, to }) => areFilled(records, from, to, to - 1))
  const begins = columns.map(({ from, to }) => areFilled(records, from, to, from))
  const starts = columns.map(({ from }, index) => {
    const gap = gaps[index - 1] ?? 0
    if (index === 0) return 0
    // Longer values that may follow need the blanks before them, or behind the ones before.
    return ends[index] && !begins[index] ? from - (ends[index - 1] ? gap : Math.floor(gap / 2)) : from
  })
  return starts.map((start, index) => (starts[index + 1] ?? length) - start)
}

/** Whether all values of a column have a character at this place: at its end, as numbers do, or at its beginning. */
const areFilled = (rows: string[][], from: number, to: number, at: number) =>
  rows.every((row) => (row[at] ?? ' ') !== ' ' || row.slice(from, to).every((sign) => sign === ' '))

function sliceLine(line: string, widths: number[]): (string | null)[] {
  const characters = [...line]
  let at = 0
  return widths.map((width) => {
    const value = characters
      .slice(at, at + width)
      .join('')
      .trim()
    at += width
    return value === '' ? null : value
  })
}

/** A first line that does not look like the others in a column that is no text; where all are text, it is one too. */
function isHeader(first: (string | null)[], rest: (string | null)[][]): boolean {
  const looks = first.map((_, index) => readColumn(rest.map((record) => record[index] ?? null)).looks)
  const telling = looks.flatMap((look, index) => (look === 'text' || look === 'empty' ? [] : [index]))
  if (telling.length === 0) return true
  return telling.some((index) => first[index] != null && readColumn([first[index] ?? null]).looks === 'text')
}
