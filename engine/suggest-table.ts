import type { ColumnLook, Detection } from '#jobs/detection.ts'

const TYPES: Record<ColumnLook, string> = {
  text: 'text',
  whole_number: 'bigint',
  decimal: 'numeric',
  percent: 'numeric',
  currency: 'numeric',
  date: 'date',
  date_time: 'timestamp',
  boolean: 'boolean',
  email: 'text',
  uuid: 'uuid',
  empty: 'text',
}

/** Postgres cuts longer names, in bytes. */
const NAME_BYTES = 63

const OFFSET = /\d(?:z| ?[-+]\d\d(?::?\d\d)?)$/i

export type SuggestedColumn = {
  /** Its name in the file. */
  source: string
  name: string
  type: string
}

/**
 * A table that takes the file, without constraints: the statement, and its columns in the file's order.
 * @param said what columns of the file shall be called in the table, by their name in the file; null leaves one out
 */
export function createTableSql(
  schema: string,
  name: string,
  { columns, sample }: Pick<Detection, 'columns' | 'sample'>,
  said: ReadonlyMap<string, string | null> = new Map(),
): { sql: string; columns: SuggestedColumn[] } {
  const taken = new Set([...said.values()].filter((target) => target !== null))
  const suggested = columns.flatMap((column, index) => {
    const target = said.get(column.name)
    if (target === null) return []
    const zoned = column.looks === 'date_time' && sample.some((record) => hasOffset(record[index] ?? ''))
    const identifier = target ?? uniqueName(columnName(column.name) || `column_${index + 1}`, taken)
    return { source: column.name, name: identifier, type: zoned ? 'timestamp with time zone' : TYPES[column.looks] }
  })
  const lines = suggested.map((column) => `  ${quoteName(column.name)} ${column.type}`)
  return { sql: `create table ${quoteName(schema)}.${quoteName(name)} (\n${lines.join(',\n')}\n)`, columns: suggested }
}

/** A time, hence a colon, with an offset behind it: a date alone may end in `-03` too. */
const hasOffset = (value: string) => value.includes(':') && OFFSET.test(value.trim())

/** `Date de naissance (j/m/a)` → `date_de_naissance_j_m_a`. Letters that have no accent to lose stay, so that names are found again. */
export function columnName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .match(/[\p{Letter}\p{Number}]+/gu)
  return cutToBytes((words ?? []).join('_').normalize('NFC'), NAME_BYTES)
}

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name
  for (let next = 2; taken.has(unique); next += 1) unique = `${cutToBytes(name, NAME_BYTES - 1 - String(next).length)}_${next}`
  taken.add(unique)
  return unique
}

function cutToBytes(text: string, bytes: number): string {
  let cut = text
  while (Buffer.byteLength(cut) > bytes) cut = [...cut].slice(0, -1).join('')
  return cut
}

const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`
