import { ExpressionError, parseExpression } from '#jobs/expression.ts'
import type { ImportSettings } from '#jobs/settings.ts'
import type { TargetTable } from '#jobs/target-tables.ts'

/** Why an import with these settings could not work, whatever is in its file. `column` is one of the table. */
export type ImportTrouble =
  | { code: 'nothing_mapped' | 'key_missing' }
  | { code: 'target_unknown' | 'target_twice' | 'key_unmapped' | 'required_unmapped'; column: string }
  | { code: 'expression_invalid'; column: string; position: number; fault: string }

/** The first thing that is wrong with the settings of an import into that table. */
export function checkImport(settings: ImportSettings, table: TargetTable): ImportTrouble | undefined {
  const { columns, calculated = [] } = settings
  const targets = [...columns, ...calculated].flatMap(({ target }) => (target === null ? [] : [target]))
  const known = new Map(table.columns.map((column) => [column.name, column]))
  const unknown = targets.find((target) => !known.get(target)?.writable)
  if (unknown !== undefined) return { code: 'target_unknown', column: unknown }
  if (targets.length === 0) return { code: 'nothing_mapped' }
  const twice = targets.find((target, index) => targets.indexOf(target) < index)
  if (twice !== undefined) return { code: 'target_twice', column: twice }
  return checkExpressions(settings) ?? checkKeys(settings, targets) ?? checkRequired(settings, targets, table)
}

function checkExpressions({ columns, calculated = [] }: ImportSettings): ImportTrouble | undefined {
  const names = columns.map(({ name }) => name)
  for (const { target, expression } of calculated) {
    try {
      parseExpression(expression, names)
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      return { code: 'expression_invalid', column: target, position: error.position, fault: error.code }
    }
  }
}

/** Whatever looks for a record's row, or for another record like it, does so by a key. */
function checkKeys(
  { operation = 'insert', key = [], key2 = [], doubles, duplicates }: ImportSettings,
  targets: string[],
): ImportTrouble | undefined {
  const needed = operation !== 'insert' || key2.length > 0 || doubles !== undefined || duplicates !== undefined
  if (needed && key.length === 0) return { code: 'key_missing' }
  const unmapped = [...key, ...key2].find((column) => !targets.includes(column))
  return unmapped === undefined ? undefined : { code: 'key_unmapped', column: unmapped }
}

/** Only operations that make rows need what a row must have. */
function checkRequired({ operation = 'insert' }: ImportSettings, targets: string[], table: TargetTable): ImportTrouble | undefined {
  if (operation !== 'insert' && operation !== 'upsert') return undefined
  const lacking = table.columns.find(({ name, required }) => required && !targets.includes(name))
  return lacking && { code: 'required_unmapped', column: lacking.name }
}
