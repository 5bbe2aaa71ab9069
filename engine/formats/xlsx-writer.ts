import { writeZip, type ZipMember } from '#engine/formats/zip-writer.ts'

/** A text, which stays one whatever it looks like, a number, or nothing. */
export type XlsxCell = string | number | null

/** As many rows as a sheet can have, and characters as a cell; what is longer, no program opens. */
const MOST_ROWS = 1_048_576
export const MOST_CHARACTERS = 32_767
/** Of a sheet's XML, in characters: each of them stays below 4 GiB, which plain ZIP archives can tell. */
const LARGEST_SHEET = 1_000_000_000
/** XML that is handed on together, in characters. */
const PIECE = 64 * 1024

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** A cell style by number: plain, text that is kept as it is typed, and the bold text of the header. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`
const [TEXT, HEADING] = [1, 2]

/**
 * A workbook as a stream: rows under a header that stays in sight, and again on further sheets where one is full. Texts are
 * cells of text, so that no program takes one for a formula or a date.
 * @param name of the first sheet; the others are numbered
 */
export function writeXlsx(name: string, header: string[], rows: AsyncIterable<XlsxCell[]>): AsyncGenerator<Buffer> {
  return writeZip(members(name, header, rows))
}

async function* members(name: string, header: string[], rows: AsyncIterable<XlsxCell[]>): AsyncGenerator<ZipMember> {
  const source = rows[Symbol.asyncIterator]()
  const state = { next: await source.next() }
  let sheets = 0
  try {
    do {
      sheets += 1
      yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet(header, source, state) }
    } while (!state.next.done)
  } finally {
    await source.return?.()
  }
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1)
  yield {
    name: 'xl/workbook.xml',
    content: [
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>`,
      ...numbers.map((number) => `<sheet name="${escaped(sheetName(name, number))}" sheetId="${number}" r:id="rId${number}"/>`),
      '</sheets></workbook>',
    ],
  }
  const styles = `rId${sheets + 1}`
  yield {
    name: 'xl/_rels/workbook.xml.rels',
    content: [
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">`,
      ...numbers.map((number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`),
      `<Relationship Id="${styles}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
  }
  yield { name: 'xl/styles.xml', content: [STYLES] }
  yield {
    name: '_rels/.rels',
    content: [
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
  }
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  yield {
    name: '[Content_Types].xml',
    content: [
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`,
      `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>`,
      ...numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`),
      '</Types>',
    ],
  }
}

type Source = AsyncIterator<XlsxCell[]>

/** As many of the rows as fit, beginning with the one that was read last. */
async function* sheet(header: string[], rows: Source, state: { next: IteratorResult<XlsxCell[]> }): AsyncGenerator<string> {
  const letters = header.map((_, index) => lettersOf(index))
  let piece = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  piece += row(1, header, letters, HEADING)
  let size = 0
  for (let number = 2; number <= MOST_ROWS && size < LARGEST_SHEET && !state.next.done; number += 1) {
    piece += row(number, state.next.value, letters, TEXT)
    if (piece.length > PIECE) {
      size += piece.length
      yield piece
      piece = ''
    }
    state.next = await rows.next()
  }
  yield `${piece}</sheetData></worksheet>`
}

function row(number: number, cells: XlsxCell[], letters: string[], style: number): string {
  let xml = `<row r="${number}">`
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] as XlsxCell
    const place = `${letters[i] ?? lettersOf(i)}${number}`
    if (typeof cell === 'number') xml += `<c r="${place}"><v>${cell}</v></c>`
    else if (cell !== null) xml += `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  }
  return `${xml}</row>`
}

/** 0 is A, 26 is AA. */
function lettersOf(index: number): string {
  let letters = ''
  for (let left = index + 1; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}

/** What XML cannot hold, and what a reader would change (a lone CR), is written `_x000B_`; so is an underscore before what looks so. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in XML
      /[\0-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string)
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** At most 31 characters, none of those that a sheet's name must not have. */
function sheetName(name: string, number: number): string {
  const end = number === 1 ? '' : ` ${number}`
  return `${name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31 - end.length)}${end}`
}
