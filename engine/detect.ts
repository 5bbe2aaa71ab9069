import { columnFindings, detectColumns } from '#engine/detect-columns.ts'
import { detectDialect, SEPARATOR_LINE } from '#engine/detect-dialect.ts'
import { countFooter } from '#engine/detect-footer.ts'
import { guessHeader, headerNames, isRule } from '#engine/detect-header.ts'
import { detectKind } from '#engine/detect-kind.ts'
import { type Cell, readRecords, type TextRecord } from '#engine/detect-records.ts'
import { findSecondTable } from '#engine/detect-second-table.ts'
import { detectEncoding } from '#engine/encoding.ts'
import { encodingFindings } from '#engine/encoding-findings.ts'
import { sampleFile } from '#engine/sample-file.ts'
import { type RecordShape, tableStart } from '#engine/table-start.ts'
import type { Detection, DetectionFailure, Finding } from '#jobs/detection.ts'
import { type Encoding, type FileFormat, fileFormat } from '#jobs/settings.ts'

/** Records that are read, however short they are; more of them tell no more. */
const READ_RECORDS = 20_000
/** Of the text's end, in characters, where the records before it are too many. */
const END = 64 * 1024
/** Records that are shown. */
const SAMPLE_RECORDS = 50
/** A field of so many characters is worth a word. */
const LONG_FIELD = 100_000
/** Of a value that tells something. */
const SHOWN = 60

export type DetectionResult = { ok: true; detection: Detection } | { ok: false; failure: DetectionFailure }

/** What is known of the bytes beside the head: whether the file goes on, and pieces of the rest. */
export type Beyond = { cut: boolean; middle?: Buffer; tail?: Buffer }

/**
 * Guesses how a text file is written, from a bounded sample of it. Throws only what reading the file throws.
 * @param said what a person said about it and is not guessed
 */
export async function detectFile(path: string, said: Partial<FileFormat> = {}): Promise<DetectionResult> {
  const { head, ...beyond } = await sampleFile(path)
  // What lies behind the head of a packed file is not text.
  return detectKind(path, said, (bytes, options) => detectBytes(bytes, bytes.equals(head) ? beyond : options, said))
}

/** @param beyond what follows these bytes */
export function detectBytes(head: Buffer, beyond: Beyond, said: Partial<FileFormat> = {}): DetectionResult {
  const { cut, tail = Buffer.alloc(0) } = beyond
  if (head.length === 0) return { ok: false, failure: { code: 'file_empty' } }
  const rest = [beyond.middle, tail].flatMap((piece) => (piece?.length ? [piece] : []))
  const encoding = said.encoding ?? detectEncoding(head, { cut, rest })
  if (!encoding) return { ok: false, failure: { code: 'file_not_text' } }
  const text = new TextDecoder(encoding).decode(head, { stream: cut })
  if (text.trim() === '') return { ok: false, failure: { code: 'file_empty' } }
  const findings = encodingFindings(head, rest, encoding, text, { guessed: said.encoding === undefined })
  const detection = detectText(text, encoding, { cut, end: cut ? afterFirstLine(new TextDecoder(encoding).decode(tail)) : '' }, said)
  return { ok: true, detection: { ...detection, findings: [...findings, ...detection.findings] } }
}

const afterFirstLine = (text: string) => text.slice(/\r\n|\n|\r/.exec(text)?.index ?? text.length)

/**
 * @param text of at least one record, without byte order mark
 * @param end the last records of the file, where the text goes on
 */
export function detectText(
  text: string,
  encoding: Encoding,
  { cut, end = '' }: { cut: boolean; end?: string },
  said: Partial<FileFormat> = {},
): Detection {
  const findings: Finding[] = []
  const marked = SEPARATOR_LINE.exec(text)
  const above = said.preamble ?? (marked ? 1 : 0)
  const body = Buffer.from(withoutLines(text, above))
  const { rival, ...dialect } = detectDialect(
    above > 0 ? body.toString() : text,
    { cut },
    { ...(marked?.[1] && { separator: marked[1] }), ...said },
  )
  const all = readRecords(body, dialect, { cut, most: READ_RECORDS }).map((record) => ({ ...record, line: record.line + above }))
  const goesOn = cut || all.length === READ_RECORDS
  const full = all.filter((record) => !record.blank && !isRule(record.cells))

  const table = said.preamble === undefined ? tableStart(shapesOf(all)) : { start: 0, width: full[0]?.cells.length ?? 0 }
  const first = full[table.start]
  const preamble = said.preamble ?? (table.start > 0 && first ? first.line - 1 : above)
  const own = all.slice(first ? all.indexOf(first) : 0)
  const rows = own.filter(({ blank }) => !blank)
  const guess = guessHeader(
    firstBlock(own).map(({ cells }) => trimmed(cells, table.width)),
    table.width,
  )
  const header = said.header ?? guess.rows
  const headerRows = rows.slice(0, header)
  const below = own.slice(header === 0 ? 0 : own.indexOf(headerRows.at(-1) as TextRecord) + 1)

  const second = findSecondTable(below, headerRows.at(-1)?.cells, table.width)
  const until = said.until ?? (second?.clear ? 'empty_line' : 'end')
  const firstEmpty = below.findIndex(({ blank }, index) => blank && below.slice(0, index).some((record) => !record.blank))
  const inside = until === 'empty_line' && firstEmpty >= 0 ? below.slice(0, firstEmpty) : below
  const ending = cut ? end : afterFirstLine(text.slice(-END))
  const last = goesOn && inside === below ? readRecords(Buffer.from(ending), dialect, { cut: false }) : inside
  const guessedFooter = countFooter(last, table.width)
  const footer = said.footer ?? guessedFooter.length
  const records = withoutFooter(inside, last === inside ? footer : 0)

  const width = widthOf(headerRows, records, table.width)
  const cells = records.filter(({ blank }) => !blank).map((record) => trimmed(record.cells, width))
  const names = headerNames(
    headerRows.map((record) => record.cells),
    width,
  )
  // Lists cut by semicolons are so because the comma was taken.
  const columns = detectColumns(names, cells, dialect.separator === ';' ? ',' : '.')

  if (mixedLineEnds(text)) findings.push({ code: 'mixed_line_ends', params: {} })
  if (rival !== undefined && said.separator === undefined)
    findings.push({ code: 'separator_ambiguous', params: { separator: dialect.separator, other: rival } })
  if (preamble > 0) findings.push({ code: 'preamble', params: { lines: preamble } })
  const value =
    first?.cells
      .find((cell) => cell?.trim())
      ?.trim()
      .slice(0, SHOWN) ?? ''
  if (said.header === undefined && guess.uncertain) findings.push({ code: 'header_uncertain', params: { value } })
  else if (header === 0) findings.push({ code: 'no_header', params: { value } })
  if (header > 1) findings.push({ code: 'several_header_rows', params: { rows: header } })
  if (footer > 0 && last.length > 0) findings.push({ code: 'footer', params: { records: footer, value: beginOf(last, footer) } })
  if (second) findings.push({ code: 'second_table', params: { line: second.line } })
  findings.push(...recordFindings(records, width), ...columnFindings(columns, cells))

  return {
    format: fileFormat.parse({ ...said, encoding, ...dialect, preamble, header, footer, until }),
    columns,
    sample: cells.slice(0, SAMPLE_RECORDS),
    findings,
  }
}

function withoutLines(text: string, lines: number): string {
  let at = 0
  for (let left = lines; left > 0; left -= 1) {
    const ended = /\r\n|\n|\r/g
    ended.lastIndex = at
    if (!ended.test(text)) return ''
    at = ended.lastIndex
  }
  return text.slice(at)
}

function shapesOf(records: TextRecord[]): RecordShape[] {
  return records.flatMap(({ blank, cells }, index) => {
    if (blank || isRule(cells)) return []
    const filled = cells.filter((cell) => cell !== null)
    return {
      afterBlank: records[index - 1]?.blank === true,
      fields: cells.length,
      full: cells.findLastIndex((cell) => cell !== null) + 1,
      filled: filled.length,
      texty: filled.every((cell) => !/^\d/.test(cell ?? '')),
    }
  })
}

/** The records up to the first empty line, if they are some: what follows may be another table. */
function firstBlock(records: TextRecord[]): TextRecord[] {
  const empty = records.findIndex(({ blank }) => blank)
  return empty > 2 ? records.slice(0, empty) : records.filter(({ blank }) => !blank)
}

/** Without the empty fields beyond the width, as the import reads it. */
function trimmed(cells: Cell[], width: number): Cell[] {
  const full = cells.findLastIndex((cell) => cell !== null && cell !== '') + 1
  return cells.length > width && full <= width ? cells.slice(0, width) : cells
}

/** Columns at the end that have neither name nor value are separators at the lines' ends. */
function widthOf(header: TextRecord[], records: TextRecord[], width: number): number {
  if (header.length === 0) return width
  const named = Math.max(...header.map(({ cells }) => cells.findLastIndex((cell) => cell?.trim()) + 1))
  let used = 0
  for (const { cells } of records) if (cells.length <= width) used = Math.max(used, cells.findLastIndex((cell) => cell !== null) + 1)
  return named === 0 ? width : Math.min(width, Math.max(named, used))
}

function withoutFooter(records: TextRecord[], footer: number): TextRecord[] {
  let left = footer
  let end = records.length
  while (end > 0 && left > 0) {
    end -= 1
    if (!records[end]?.blank) left -= 1
  }
  return records.slice(0, end)
}

const beginOf = (records: TextRecord[], footer: number) =>
  records
    .filter(({ blank }) => !blank)
    .at(-footer)
    ?.cells.find((cell) => cell?.trim())
    ?.trim()
    .slice(0, SHOWN) ?? ''

function mixedLineEnds(text: string): boolean {
  const crlf = text.includes('\r\n')
  const lf = /(?<!\r)\n/.test(text)
  return (crlf ? 1 : 0) + (lf ? 1 : 0) + (/\r(?!\n|$)/.test(text) ? 1 : 0) > 1
}

/** What the records themselves show: those that will be refused for their form, and what else is unusual. */
function recordFindings(records: TextRecord[], width: number): Finding[] {
  const lastFull = records.findLastIndex(({ blank }) => !blank)
  const counted = (code: 'empty_lines' | 'ragged' | 'broken_quotes', those: TextRecord[]): Finding[] =>
    those[0] ? [{ code, params: { count: those.length, line: those[0].line } }] : []
  const long = records.find(({ cells }) => cells.some((cell) => cell !== null && cell.length > LONG_FIELD))
  return [
    ...counted(
      'broken_quotes',
      records.filter(({ broken }) => broken),
    ),
    ...counted(
      'ragged',
      records.filter(
        ({ blank, broken, cells }) => !blank && !broken && trimmed(cells, width).length !== width && cells.some((cell) => cell !== null),
      ),
    ),
    ...counted(
      'empty_lines',
      records.slice(0, lastFull + 1).filter(({ blank }) => blank),
    ),
    ...(long
      ? [{ code: 'long_field' as const, params: { line: long.line, length: Math.max(...long.cells.map((cell) => cell?.length ?? 0)) } }]
      : []),
  ]
}
