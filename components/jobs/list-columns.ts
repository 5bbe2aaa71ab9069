import type { Sort } from '#jobs/job-filter.ts'

/** The columns of the list, in their order. */
export const COLUMNS = ['status', 'label', 'kind', 'start', 'end', 'duration', 'progress', 'rejects', 'owner'] as const
export type Column = (typeof COLUMNS)[number]

/** Where the list's room does not reach, the details tell; in the least of it the cells are laid out as cards. */
export const SHOWN: Record<Column, string> = {
  status: '',
  label: '',
  kind: '@max-[60rem]/list:hidden',
  start: '@max-[44rem]/list:hidden',
  end: '@max-[76rem]/list:hidden',
  duration: '@max-[60rem]/list:hidden',
  progress: '',
  rejects: '',
  owner: '@max-[87.5rem]/list:hidden',
}

export const HEADINGS: Record<Column, string> = {
  status: 'w-58 text-left @max-[60rem]/list:w-44 @max-[44rem]/list:w-40',
  label: 'text-left',
  kind: `w-28 text-left ${SHOWN.kind}`,
  start: `w-30 text-left ${SHOWN.start}`,
  end: `w-34 text-left ${SHOWN.end}`,
  duration: `w-26 text-right ${SHOWN.duration}`,
  progress: `w-42 pl-6 text-left @max-[60rem]/list:w-32 @max-[60rem]/list:pl-2 ${SHOWN.progress}`,
  rejects: `w-36 text-right @max-[87.5rem]/list:pr-4 @max-[60rem]/list:w-24 ${SHOWN.rejects}`,
  owner: `w-36 pl-6 text-left pr-4 ${SHOWN.owner}`,
}

/** What a click on the head of a column sorts by. */
export const SORTED_BY: Partial<Record<Column, Sort['by']>> = {
  label: 'label',
  start: 'start',
  end: 'end',
  duration: 'duration',
  rejects: 'rejects',
}

/** Columns whose values stand at the right. */
export const AT_END: Partial<Record<Column, boolean>> = { duration: true, rejects: true }
