import { damaged } from '#engine/file-fault.ts'
import { openParquet } from '#engine/formats/parquet-file.ts'
import { parquetLines } from '#engine/formats/parquet-rows.ts'
import { composeRow, rowsCutter } from '#engine/formats/rows.ts'
import type { Reader } from '#engine/reader.ts'

/** Parquet, as rows of exact values; a record's line is its number. */
export const parquet: Reader = { toText, cutter: () => rowsCutter(), compose: composeRow }

async function* toText(path: string): AsyncGenerator<Buffer> {
  try {
    const file = await openParquet(path)
    try {
      yield* parquetLines(file)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw damaged(error)
  }
}
