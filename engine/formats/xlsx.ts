import { damaged, FileFault } from '#engine/file-fault.ts'
import { composeRow, rowsCutter } from '#engine/formats/rows.ts'
import { type Book, openBook, readStrings, type Sheet } from '#engine/formats/xlsx-book.ts'
import { rowLines, sheetRows } from '#engine/formats/xlsx-sheet.ts'
import { openZip } from '#engine/formats/zip.ts'
import type { Reader } from '#engine/reader.ts'
import type { FileFormat } from '#jobs/settings.ts'

/** One sheet of a workbook; a record's line is the row's number. */
export const xlsx: Reader = { toText, cutter: () => rowsCutter({ errors: true }), compose: composeRow }

async function* toText(path: string, { sheet }: FileFormat): AsyncGenerator<Buffer> {
  try {
    const archive = await openZip(path)
    try {
      const book = await openBook(archive)
      const chosen = chooseSheet(book, sheet)
      const strings = await readStrings(archive, book)
      const lookUp = (index: number) => {
        const text = strings[index]
        if (text === undefined) throw new FileFault('file_damaged', { detail: `there is no text ${index}` })
        return text
      }
      yield* rowLines(sheetRows(archive, book, chosen, lookUp))
    } finally {
      archive.close()
    }
  } catch (error) {
    throw damaged(error)
  }
}

/** @throws FileFault `sheet_missing` */
export function chooseSheet({ sheets }: Book, name: string | null): Sheet {
  const chosen = name === null ? sheets[0] : sheets.find((sheet) => sheet.name === name)
  if (chosen) return chosen
  const choices = sheets.map((sheet) => sheet.name)
  throw new FileFault('sheet_missing', { detail: choices.join(', '), choices })
}
