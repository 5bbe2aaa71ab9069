import { open } from 'node:fs/promises'
import { type ConvertOptions, convertChunk, newConverted, OK } from '#engine/convert.ts'
import { DoubleFinder, type Doubles, isDouble, keepDoubles, readDoubles, type Which } from '#engine/doubles.ts'
import { type Layout, type PlannedChunk, planChunks } from '#engine/plan-chunks.ts'
import { TEXT } from '#engine/row-format.ts'
import { rowKey, widthOf } from '#engine/row-key.ts'

type Search = {
  /** The text, and where what is found is kept. */
  text: string
  found: string
  token: string
  layout: Layout
  options: ConvertOptions
  /** Positions of each key's columns, which are the first of `options.columns`. */
  keys: number[][]
  records: number
  /** Which of the records with the same key give way. */
  which: Which
}

/**
 * Reads the whole file for records that have the key of another; those that cannot become rows have none. The same every
 * time, so that a resume may use what an earlier run found.
 * @param breathe called between chunks; what it throws ends the search
 */
export async function findDoubles(search: Search, breathe: () => Promise<void>): Promise<Doubles> {
  const { found, token, options, keys, which } = search
  const known = await readDoubles(found)
  if (known) return known
  // Most files have no doubles, which the keys alone tell; only where there are some do the other columns matter.
  const keyColumns = options.columns.slice(0, widthOf(keys))
  const candidates = await read(search, keyColumns, 'all', () => true, breathe)
  const doubles =
    candidates.count === 0 ? candidates : await read(search, options.columns, which, (record) => isDouble(candidates.bits, record), breathe)
  await keepDoubles(found, token, doubles)
  return doubles
}

/** Finds records with the same key among those that `may` have one and whose `columns` become a row. */
async function read(
  { text, found, token, layout, options, keys, records }: Search,
  columns: ConvertOptions['columns'],
  which: Which,
  may: (record: number) => boolean,
  breathe: () => Promise<void>,
): Promise<Doubles> {
  const finder = new DoubleFinder(`${found}.${token}`, { records, which })
  const file = await open(text, 'r')
  try {
    const converted = newConverted()
    const keyOf = rowKey(columns, keys)
    // As text a value is always written the same way, whichever format the other values allow.
    const asText: ConvertOptions = { ...options, columns, format: TEXT, doubles: null }
    for await (const chunk of planChunks(text, options.cutter, layout, breathe)) {
      if (!hasAny(chunk, may)) continue
      const bytes = Buffer.allocUnsafe(chunk.endByte - chunk.startByte)
      await file.read(bytes, 0, bytes.length, chunk.startByte)
      convertChunk(bytes, chunk.records, { record: chunk.firstRecord, line: chunk.firstLine, byte: chunk.startByte }, asText, converted)
      const { rowEnds, fates, output } = converted
      for (let i = 0; i < chunk.records; i += 1) {
        if (fates[i] !== OK || !may(chunk.firstRecord + i)) continue
        const key = keyOf(output.bytes.subarray(i === 0 ? 0 : rowEnds[i - 1], rowEnds[i]))
        const full = key && finder.add(key.bytes, key.tag, chunk.firstRecord + i)
        if (full) await full
      }
    }
    return await finder.finish()
  } finally {
    await file.close()
    await finder.close()
  }
}

function hasAny({ firstRecord, records }: PlannedChunk, may: (record: number) => boolean): boolean {
  for (let record = firstRecord; record < firstRecord + records; record += 1) if (may(record)) return true
  return false
}
