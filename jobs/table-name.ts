import type { TableName } from '#jobs/target-tables.ts'

const TABLE = /^(?:(?:"((?:[^"]|"")+)"|([^".]+))\.)?(?:"((?:[^"]|"")+)"|([^".]+))$/

/**
 * A table from `name`, `schema.name`, or with either in double quotes where it holds a dot or a quote; undefined where it is
 * neither. Letters are taken as they stand: nothing is folded to lower case.
 */
export function readTableName(word: string): TableName | undefined {
  const parts = TABLE.exec(word)
  if (!parts) return undefined
  const [, quotedSchema, schema, quotedName, name] = parts
  const plain = (quoted: string | undefined, bare: string | undefined) => quoted?.replaceAll('""', '"') ?? bare
  return { schema: plain(quotedSchema, schema) ?? 'public', name: plain(quotedName, name) ?? '' }
}

/** The table as `readTableName` reads it. */
export const writeTableName = ({ schema, name }: TableName): string => `${quoted(schema)}.${quoted(name)}`

const quoted = (name: string) => (/[".]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
