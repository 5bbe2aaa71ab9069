import { detectColumns } from '#engine/detect-cells.ts'
import { placeTable, readRowLines, type TablePlace } from '#engine/detect-rows.ts'
import { chooseSheet } from '#engine/formats/xlsx.ts'
import { openBook, readStrings } from '#engine/formats/xlsx-book.ts'
import { rowLines, type SheetRow, sheetRows } from '#engine/formats/xlsx-sheet.ts'
import { openZip } from '#engine/formats/zip.ts'
import type { Detection } from '#jobs/detection.ts'
import { type FileFormat, fileFormat } from '#jobs/settings.ts'

/** What is read of a sheet, in rows and in bytes as text. */
const SAMPLE_ROWS = 1000
const SAMPLE_BYTES = 1024 * 1024
const MOST_COLUMNS = 2000
/** Rows that hold nothing but a style count too: a sheet may have a million of them. */
const MOST_ROWS = 5000
/** Texts that stand further behind are not shown. */
const STRINGS_BYTES = 8 * 1024 * 1024

/**
 * Looks at the first rows of a workbook's sheet; null where that sheet holds nothing.
 * @throws FileFault
 */
export async function detectXlsx(source: string | Buffer, said: Partial<FileFormat>): Promise<Detection | null> {
  const archive = await openZip(source)
  try {
    const book = await openBook(archive)
    const sheets = book.sheets.map(({ name }) => name)
    // Where nobody chose, the first sheet that holds anything.
    const candidates = said.sheet ? [chooseSheet(book, said.sheet)] : book.sheets.slice(0, 10)
    for (const sheet of candidates) {
      // Texts are looked up once it is known how many of them matter.
      let most = -1
      const lookUp = (index: number) => {
        most = Math.max(most, index)
        return `\u0001${index}`
      }
      let rows = 0
      let text = ''
      for await (const lines of rowLines(firstRows(sheetRows(archive, book, sheet, lookUp)))) {
        text += lines.toString()
        rows += lines.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0)
        if (rows >= SAMPLE_ROWS || text.length >= SAMPLE_BYTES) break
      }
      if (text === '') continue
      const strings = await readStrings(archive, book, { texts: most + 1, bytes: STRINGS_BYTES })
      const resolved = text.replace(/"\\u0001(\d+)"/g, (_, index: string) => JSON.stringify(strings[Number(index)] ?? null))
      const all = readRowLines(Buffer.from(resolved), MOST_COLUMNS)
      const place = said.preamble === undefined ? placeTable(all, said.header) : placeAgain(all, said.preamble, said.header)
      const records = all.slice(place.records).filter((row) => row.some((cell) => cell !== null))
      const format = fileFormat.parse({ kind: 'xlsx', sheet: sheet.name, preamble: place.preamble, header: place.header })
      const found = detectColumns(place.names, records)
      // Empty rows above a table are missed by nobody.
      const titled = all.slice(0, place.preamble).some((row) => row.some((cell) => cell !== null))
      if (titled) found.findings.unshift({ code: 'preamble', params: { lines: place.preamble } })
      return { format, ...found, sheets }
    }
    return null
  } finally {
    archive.close()
  }
}

/** What a person said of the same sheet stands. */
function placeAgain(all: Parameters<typeof placeTable>[0], preamble: number, header: number | undefined): TablePlace {
  const place = placeTable(all.slice(preamble), header)
  return { ...place, preamble: preamble + place.preamble, records: preamble + place.records }
}

async function* firstRows(batches: AsyncIterable<SheetRow[]>): AsyncGenerator<SheetRow[]> {
  let count = 0
  for await (const rows of batches) {
    yield rows
    count += rows.length
    if (count >= MOST_ROWS) return
  }
}
