import type { ColumnLook } from '#jobs/detection.ts'

/** What a column of a table takes, in the words for what columns of files look like; null for what has no such word. */
export function takes(type: string): ColumnLook | null {
  if (/^(smallint|integer|bigint)$/.test(type)) return 'whole_number'
  if (/^(numeric|real|double precision)/.test(type)) return 'decimal'
  if (/^(text|citext|name|character)/.test(type)) return 'text'
  if (/^timestamp/.test(type)) return 'date_time'
  if (type === 'date' || type === 'boolean' || type === 'uuid') return type
  return null
}

/** Which looks each kind of column is at ease with; with others, many records are likely to be refused. */
const WELCOME: Record<ColumnLook, readonly ColumnLook[]> = {
  text: ['text', 'whole_number', 'decimal', 'percent', 'currency', 'date', 'date_time', 'boolean', 'email', 'uuid', 'empty'],
  email: ['email', 'empty'],
  whole_number: ['whole_number', 'empty'],
  decimal: ['decimal', 'whole_number', 'percent', 'currency', 'empty'],
  percent: ['percent', 'empty'],
  currency: ['currency', 'empty'],
  date: ['date', 'empty'],
  date_time: ['date_time', 'date', 'empty'],
  boolean: ['boolean', 'whole_number', 'empty'],
  uuid: ['uuid', 'empty'],
  empty: ['empty'],
}

export function fits(looks: ColumnLook, type: string): boolean {
  const taken = takes(type)
  return taken === null || WELCOME[taken].includes(looks)
}
