import type { Tx } from '#db/client.ts'
import type { DetectedColumn } from '#jobs/detection.ts'
import type { ColumnMapping } from '#jobs/settings.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import { describeTable, listTargetTables, type TableName } from '#jobs/target-tables.ts'

/** Tables that are looked at; with more of them a guess by names alone would often be wrong anyway. */
const MOST_TABLES = 300

/** The table that the columns of a file were obviously made for, with the mapping: at least half of them have their place in it. */
export async function suggestTarget(
  tx: Tx,
  columns: DetectedColumn[],
): Promise<{ table: TableName; columns: ColumnMapping[] } | undefined> {
  let best: { table: TableName; columns: ColumnMapping[]; matched: number; required: number; left: number } | undefined
  for (const { schema, name } of (await listTargetTables(tx)).slice(0, MOST_TABLES)) {
    const table = await describeTable(tx, { schema, name })
    if (!table) continue
    const mapping = suggestMapping(columns, table.columns)
    const targets = new Set(mapping.flatMap(({ target }) => target ?? []))
    const matched = targets.size
    if (matched * 2 < columns.length || matched === 0) continue
    const open = table.columns.filter((column) => !targets.has(column.name))
    const found = {
      table: { schema, name },
      columns: mapping,
      matched,
      required: open.filter((column) => column.required).length,
      left: open.length,
    }
    // The most columns first; between equals the table to which the file is the least incomplete.
    if (!best || matched > best.matched || (matched === best.matched && isCloser(found, best))) best = found
  }
  return best && { table: best.table, columns: best.columns }
}

const isCloser = (a: { required: number; left: number }, b: { required: number; left: number }) =>
  a.required < b.required || (a.required === b.required && a.left < b.left)
