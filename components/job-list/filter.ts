import type { ListQuery } from '#components/jobs/list-query.ts'

/** Changes some of the filters; the others stay, and the list begins at its first page again. */
export type SetFilter = (part: ListQuery | ((now: ListQuery) => ListQuery)) => void

/** Goes to another address of the list: as one more step to go back, or in place of the present one. */
export type ChangeList = (query: ListQuery, how: 'push' | 'replace') => void
