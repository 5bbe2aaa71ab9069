import { levelOf } from '#components/job-details/journal-levels.ts'
import type { JournalLevel } from '#jobs/journal.ts'

/** What of a journal is shown, as the address says it. */
export type JournalQuery = {
  level?: JournalLevel
  find?: string
  /** Every entry is shown, and what is found is marked among them. */
  context?: boolean
  /** Moments as ISO strings, so that they are the same for readers anywhere. */
  since?: string
  until?: string
  /** The entry that is linked to. */
  entry?: number
}

const FIND_LENGTH = 200

/** Reads the query from an address; what makes no sense is as if it were not there. */
export function readJournalQuery(params: { get: (name: string) => string | null }): JournalQuery {
  const level = levelOf(params.get('level'))
  const find = params.get('find')?.trim().slice(0, FIND_LENGTH)
  const since = momentOf(params.get('since'))
  const until = momentOf(params.get('until'))
  const entry = Number(params.get('entry'))
  return {
    ...(level && { level }),
    ...(find && { find }),
    ...(find && params.get('context') === '1' && { context: true }),
    ...(since && { since }),
    ...(until && { until }),
    ...(Number.isSafeInteger(entry) && entry > 0 && { entry }),
  }
}

function momentOf(text: string | null): string | undefined {
  const moment = text && /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text) : undefined
  return moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined
}

/** The query as the search of an address, always in the same order. */
export function writeJournalQuery({ level, find, context, since, until, entry }: JournalQuery): Record<string, string> {
  return {
    ...(level && { level }),
    ...(find && { find }),
    ...(find && context && { context: '1' }),
    ...(since && { since }),
    ...(until && { until }),
    ...(entry && { entry: String(entry) }),
  }
}

/** What leaves entries out. */
export function filterOf({ level, find, context, since, until }: JournalQuery): JournalQuery {
  return { ...(level && { level }), ...(find && !context && { find }), ...(since && { since }), ...(until && { until }) }
}

/** The address of this page with another query of the journal; what else it says stays. */
export function addressWith(search: string, query: JournalQuery): string {
  const params = new URLSearchParams(search)
  for (const name of ['level', 'find', 'context', 'since', 'until', 'entry']) params.delete(name)
  for (const [name, value] of Object.entries(writeJournalQuery(query))) params.set(name, value)
  return params.toString()
}
