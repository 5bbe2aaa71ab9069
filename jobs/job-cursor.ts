import type { Sort } from '#jobs/job-filter.ts'
import { JOB_STATUSES } from '#jobs/status.ts'

/** A place in the sorted list: what it is sorted by as the database writes it (microseconds for instants), and the number. */
export type Place = { value: string; id: number }

/** The place as a word for the address. */
export const writeCursor = (by: Sort['by'], { value, id }: Place): string =>
  Buffer.from(JSON.stringify(by === 'number' ? [by, id] : [by, id, value])).toString('base64url')

/** Undefined where the word is no place of a list sorted like this: made up, cut off, or of another sort. */
export function readCursor(by: Sort['by'], word: string | undefined): Place | undefined {
  if (!word || word.length > 2000) return undefined
  // Links of before there were cursors name the job itself.
  if (by === 'number' && /^\d{1,15}$/.test(word)) return { value: word, id: Number(word) }
  const parts = parse(word)
  if (!Array.isArray(parts) || parts.length !== (by === 'number' ? 2 : 3)) return undefined
  const [sort, id, value = String(id)] = parts
  if (sort !== by || !Number.isSafeInteger(id) || typeof value !== 'string' || !VALUES[by].test(value)) return undefined
  return { value, id }
}

/** What can be the value of each sort, so that the database is never asked what it cannot read. */
const INSTANT = /^-?\d{1,17}$|^infinity$/
const COUNT = /^\d{1,18}$/
const TEXT = /^[^\0\p{Surrogate}]*$/u
const VALUES: Record<Sort['by'], RegExp> = {
  number: /^-?\d+$/,
  status: new RegExp(`^(${JOB_STATUSES.join('|')})$`),
  label: TEXT,
  kind: /^(import|export)$/,
  start: INSTANT,
  end: INSTANT,
  duration: COUNT,
  rejects: COUNT,
  owner: TEXT,
}

function parse(word: string): unknown {
  try {
    return JSON.parse(Buffer.from(word, 'base64url').toString())
  } catch {
    return undefined
  }
}
