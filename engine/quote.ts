import type { TableName } from '#jobs/target-tables.ts'

/** An identifier as SQL: the name itself comes from the catalog, and quotes inside it are doubled. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A text as an SQL literal; standard_conforming_strings keeps its backslashes plain. */
export const literal = (value: string) => `'${value.replaceAll("'", "''")}'`

export const quotedTable = ({ schema, name }: TableName) => `${quoted(schema)}.${quoted(name)}`

export const copyStatement = (table: TableName, columns: string[]) =>
  `copy ${quotedTable(table)} (${columns.map(quoted).join(', ')}) from stdin`
