import type { Job } from '#db/schema.ts'
import type { JobStatus } from '#jobs/status.ts'
import type { TableName } from '#jobs/target-tables.ts'

/** Which jobs are meant: all that are named here hold; of several statuses, one. Nothing named means all jobs. */
export type JobFilter = {
  status?: JobStatus[]
  kind?: Job['kind']
  owner?: string
  table?: TableName
  /** The number of the template that they were made from. */
  template?: number
  /** ISO instants between which the job began, or was created if it did not begin yet: `from` is in it, `to` is not. */
  from?: string
  to?: string
  rejects?: 'with' | 'without'
  /** Part of the label, the file's name or the table's, or the number. */
  search?: string
}

/** What the list can be sorted by: `start` is the creation of what did not start, `end` of what did not end comes after all. */
export const SORTS = ['number', 'status', 'label', 'kind', 'start', 'end', 'duration', 'rejects', 'owner'] as const
export type Sort = { by: (typeof SORTS)[number]; descending: boolean }

export const NEWEST_FIRST: Sort = { by: 'number', descending: true }

/** The page that follows a place in the list, or the one that leads up to it; without either, the first. */
export type Paging = { sort?: Sort; after?: string; before?: string }
