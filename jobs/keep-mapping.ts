import type { ColumnMapping } from '#jobs/settings.ts'

/** What was chosen for a column stays with it; the others take the suggestion, as far as its target is still free. */
export function keepMapping(chosen: ColumnMapping[], suggested: ColumnMapping[]): ColumnMapping[] {
  const byName = new Map(chosen.map((column) => [column.name, column]))
  const taken = new Set(suggested.flatMap(({ name }) => byName.get(name)?.target ?? []))
  return suggested.map(
    (column) => byName.get(column.name) ?? (column.target !== null && taken.has(column.target) ? { ...column, target: null } : column),
  )
}
