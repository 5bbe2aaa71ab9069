import { open } from 'node:fs/promises'
import { type ConvertOptions, convertChunk, newConverted, OK } from '#engine/convert.ts'
import { DoubleFinder, type Doubles, keepDoubles, readDoubles } from '#engine/doubles.ts'
import { type Layout, planChunks } from '#engine/plan-chunks.ts'
import { TEXT } from '#engine/row-format.ts'
import type { RowKey } from '#engine/row-key.ts'

type Search = {
  /** The text, and where what is found is kept. */
  text: string
  found: string
  token: string
  layout: Layout
  options: ConvertOptions
  rowKey: RowKey
  records: number
  /** Whether the last of several records with the same key is the one that counts. */
  lastWins: boolean
}

/**
 * Reads the whole file for records that have the key of another; those that cannot become rows have none. The same every
 * time, so that a resume may use what an earlier run found.
 * @param breathe called between chunks; what it throws ends the search
 */
export async function findDoubles(search: Search, breathe: () => Promise<void>): Promise<Doubles> {
  const { text, found, token, layout, options, rowKey, records, lastWins } = search
  const known = await readDoubles(found)
  if (known) return known
  const finder = new DoubleFinder(`${found}.${token}`, { records, lastWins })
  const file = await open(text, 'r')
  try {
    const converted = newConverted()
    // As text a value is always written the same way, whichever format the other values allow.
    const asText: ConvertOptions = { ...options, format: TEXT, doubles: null }
    for await (const chunk of planChunks(text, options.cutter, layout, breathe)) {
      const bytes = Buffer.allocUnsafe(chunk.endByte - chunk.startByte)
      await file.read(bytes, 0, bytes.length, chunk.startByte)
      const first = { record: chunk.firstRecord, line: chunk.firstLine, byte: chunk.startByte }
      convertChunk(bytes, chunk.records, first, asText, converted)
      const { rowEnds, fates, output } = converted
      for (let i = 0; i < chunk.records; i += 1) {
        if (fates[i] !== OK) continue
        const key = rowKey(output.bytes.subarray(i === 0 ? 0 : rowEnds[i - 1], rowEnds[i]))
        const full = key && finder.add(key.bytes, key.tag, chunk.firstRecord + i)
        if (full) await full
      }
    }
    const doubles = await finder.finish()
    await keepDoubles(found, token, doubles)
    return doubles
  } finally {
    await file.close()
    await finder.close()
  }
}
