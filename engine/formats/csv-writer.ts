import { literal, quoted } from '#engine/quote.ts'
import type { Writer } from '#engine/writer.ts'
import type { ExportSettings } from '#jobs/settings.ts'
import type { TargetTable } from '#jobs/target-tables.ts'

/** CSV with a header. */
export const csv: Writer = {
  opening: ({ bom }) => (bom ? '\uFEFF' : ''),
  copy: (query, { first, table, settings }) =>
    `copy (${query}) to stdout with (format csv, header ${first}, delimiter ${literal(settings.separator)}, ${nullOptions(table, settings)})`,
}

const PLAIN_TYPES = /^(smallint|integer|bigint|numeric|real|double precision|date|timestamp|boolean|uuid)/

/**
 * A null is nothing between the separators, the empty string is `""`, and texts are always quoted, so that none of them is
 * taken for a null. Where every column may be null a whole row could be an empty line, which an import skips: there nulls are
 * written `\N`, which an import understands as well.
 */
function nullOptions(table: TargetTable, settings: ExportSettings): string {
  const columns = table.columns.filter(({ name }) => settings.columns.includes(name))
  const mark = columns.every(({ nullable }) => nullable) ? '\\N' : ''
  const texts = columns.filter(({ type }) => !PLAIN_TYPES.test(type) || type.endsWith('[]')).map(({ name }) => quoted(name))
  return `null ${literal(mark)}${texts.length > 0 ? `, force_quote (${texts.join(', ')})` : ''}`
}
