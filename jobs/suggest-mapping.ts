import type { DetectedColumn } from '#jobs/detection.ts'
import type { ColumnMapping } from '#jobs/settings.ts'
import type { TargetColumn } from '#jobs/target-tables.ts'

/** Names are compared without case, accents, spaces and punctuation: `Date de naissance` finds `date_de_naissance`. */
const fold = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '')

/** Matches the file's columns with the table's by name; each target is taken once, an exact name first. */
export function suggestMapping(columns: DetectedColumn[], targets: TargetColumn[]): ColumnMapping[] {
  const free = targets.filter((target) => target.writable)
  const chosen = new Map<number, string>()
  for (const same of [(a: string, b: string) => a === b, (a: string, b: string) => fold(a) !== '' && fold(a) === fold(b)]) {
    columns.forEach((column, index) => {
      if (chosen.has(index)) return
      const found = free.findIndex((target) => same(column.name, target.name))
      if (found >= 0) chosen.set(index, free.splice(found, 1)[0]?.name ?? '')
    })
  }
  return columns.map(({ name, decimalSign, dateOrder }, index) => ({ name, target: chosen.get(index) ?? null, decimalSign, dateOrder }))
}
