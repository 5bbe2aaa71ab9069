import type { JournalLevel } from '#jobs/journal.ts'

/** The levels by which a journal can be filtered, from all on. */
export const JOURNAL_LEVELS = ['info', 'warning', 'error'] as const satisfies readonly JournalLevel[]

/** The level that an address asks for; undefined stands for all. */
export const levelOf = (value: unknown): JournalLevel | undefined => JOURNAL_LEVELS.find((level) => level === value)
