import type { Sort } from '#jobs/job-filter.ts'

/** The columns of the list, in their order. */
export const COLUMNS = ['status', 'label', 'kind', 'start', 'end', 'duration', 'progress', 'rejects', 'owner'] as const
export type Column = (typeof COLUMNS)[number]

/** How wide each is: roomy on wide screens, close where the titles need the room; without a width, what is left. */
export const HEADINGS: Record<Column, string> = {
  status: 'w-58 text-left @max-[87.5rem]/list:w-52 @max-[60rem]/list:w-44 @max-[44rem]/list:w-40',
  label: 'text-left',
  kind: 'w-28 text-left @max-[87.5rem]/list:w-25',
  start: 'w-34 text-left @max-[87.5rem]/list:w-30.5',
  end: 'w-34 text-left @max-[87.5rem]/list:w-30.5',
  duration: 'w-26 text-right @max-[87.5rem]/list:w-23',
  progress: 'w-42 pl-6 text-left @max-[87.5rem]/list:w-29 @max-[87.5rem]/list:pl-4 @max-[60rem]/list:w-32 @max-[60rem]/list:pl-2',
  rejects: 'w-36 text-right @max-[87.5rem]/list:w-28 @max-[87.5rem]/list:pl-0 @max-[73.75rem]/list:pr-4 @max-[60rem]/list:w-24',
  owner: 'w-36 pl-6 text-left pr-4 @max-[87.5rem]/list:w-26 @max-[87.5rem]/list:pl-4',
}

/** What a click on the head of a column sorts by. */
export const SORTED_BY: Partial<Record<Column, Sort['by']>> = {
  status: 'status',
  label: 'label',
  kind: 'kind',
  start: 'start',
  end: 'end',
  duration: 'duration',
  rejects: 'rejects',
  owner: 'owner',
}

/** What stands first at a first click: names from A, the latest, the longest, the most. */
export const DESCENDS_FIRST: Record<Sort['by'], boolean> = {
  number: true,
  status: false,
  label: false,
  kind: false,
  start: true,
  end: true,
  duration: true,
  rejects: true,
  owner: false,
}

/** Columns whose values stand at the right. */
export const AT_END: Partial<Record<Column, boolean>> = { duration: true, rejects: true }
