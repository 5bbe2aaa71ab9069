import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { UsageError } from '#cli/usage.ts'
import type { DetectedColumn } from '#jobs/detection.ts'
import { type ColumnMapping, type FileFormat, type ImportOverrides, importOverrides } from '#jobs/settings.ts'
import { suggestMapping } from '#jobs/suggest-mapping.ts'
import type { TargetTable } from '#jobs/target-tables.ts'

/** The options of an import that speak of its settings; docs/settings.md has them all. */
export const SETTINGS_OPTIONS = {
  settings: { type: 'string' },
  encoding: { type: 'string' },
  separator: { type: 'string' },
  'no-header': { type: 'boolean' },
  sheet: { type: 'string' },
  member: { type: 'string' },
  operation: { type: 'string' },
  key: { type: 'string' },
  key2: { type: 'string' },
  doubles: { type: 'string' },
  duplicates: { type: 'string' },
  commit: { type: 'string' },
} as const

type Options = { [Name in keyof typeof SETTINGS_OPTIONS]?: (typeof SETTINGS_OPTIONS)[Name]['type'] extends 'boolean' ? boolean : string }

/** What was said about an import; of the format only what was named, since the rest is detected. */
export type GivenSettings = Omit<ImportOverrides, 'format'> & { format: Partial<FileFormat> }

/**
 * Reads `--settings FILE` and the options beside it, which win over the file.
 * @throws UsageError that names the place in the file, or the option
 */
export async function readSettings(options: Options): Promise<GivenSettings> {
  const file: GivenSettings = options.settings === undefined ? { format: {} } : await readSettingsFile(options.settings)
  const { format, ...own } = optionsAsSettings(options)
  const said = check({ ...own, format }, (path) => `--${OPTION_NAMES[path] ?? path}`)
  return { ...file, ...said, format: { ...file.format, ...said.format } }
}

async function readSettingsFile(word: string): Promise<GivenSettings> {
  const text = await readFile(resolve(word), 'utf8').catch(() => {
    throw new UsageError(`there is no file "${word}"`)
  })
  return check(parseJson(text, word), (path) => `${word}: ${path || 'the settings'}`)
}

function parseJson(text: string, word: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new UsageError(`${word} is not JSON: ${(error as Error).message}`)
  }
}

const OPTION_NAMES: Record<string, string> = {
  'format.encoding': 'encoding',
  'format.separator': 'separator',
  'format.sheet': 'sheet',
  'format.member': 'member',
}

function optionsAsSettings({ encoding, separator, sheet, member, operation, key, key2, doubles, duplicates, commit, ...flags }: Options) {
  const format = { encoding, separator: separator?.replaceAll('\\t', '\t'), sheet, member, header: flags['no-header'] ? 0 : undefined }
  return { ...given({ operation, key: namesOf(key), key2: namesOf(key2), doubles, duplicates, commit }), format: given(format) }
}

const namesOf = (list: string | undefined) => list?.split(',').map((name) => name.trim())

/** Without what was not said. */
const given = (values: object): object => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** @param nameOf what is told of a place in the settings */
function check(settings: unknown, nameOf: (path: string) => string): GivenSettings {
  const checked = importOverrides.safeParse(settings)
  if (!checked.success) {
    const { path, message } = checked.error.issues[0] as z.core.$ZodIssue
    throw new UsageError(`${nameOf(pathText(path))}: ${message.replaceAll('\n', ' ')}`)
  }
  // The schema fills in what a format lacks; only what is there was said.
  const named = Object.keys((settings as { format?: object }).format ?? {}) as (keyof FileFormat)[]
  return { ...checked.data, format: Object.fromEntries(named.map((name) => [name, checked.data.format?.[name]])) }
}

/** As one writes it in a program: `columns[2].transforms[0]`. */
function pathText(path: PropertyKey[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`)).join('')
}

/** The detected columns, each with what was said of it; the others take a column of the table that is still free. */
export function mapColumns(
  detected: DetectedColumn[],
  { columns = [], calculated = [] }: GivenSettings,
  table: TargetTable,
): ColumnMapping[] {
  const taken = new Set([...columns, ...calculated].map(({ target }) => target))
  const free = table.columns.filter(({ name }) => !taken.has(name))
  return overlayColumns(suggestMapping(detected, free), columns)
}

/** The mapping, with what was said of each column. */
export function overlayColumns(mapping: ColumnMapping[], given: GivenSettings['columns'] = []): ColumnMapping[] {
  const byName = new Map(given.map((column) => [column.name, column]))
  return mapping.map((column) => ({ ...column, ...byName.get(column.name) }))
}

/** @throws UsageError for a column that the file does not have */
export function checkColumns(detected: DetectedColumn[], given: GivenSettings['columns'] = []): void {
  const names = detected.map(({ name }) => name)
  for (const [index, { name }] of given.entries())
    if (!names.includes(name)) throw new UsageError(`columns[${index}].name: the file has no column "${name}"; it has ${names.join(', ')}`)
}

/** @throws UsageError for a column that is none of `names`, those of the table that can be filled */
export function checkTargets({ columns = [], calculated = [] }: Pick<GivenSettings, 'columns' | 'calculated'>, names: string[]): void {
  for (const [list, entries] of Object.entries({ columns, calculated }))
    for (const [index, { target }] of entries.entries())
      if (typeof target === 'string' && !names.includes(target))
        throw new UsageError(`${list}[${index}].target: the table has no column "${target}" to fill; it has ${names.join(', ')}`)
}
