import type { JobView } from '#jobs/job-view.ts'
import type { JobFilter } from '#jobs/list-jobs.ts'
import { JOB_STATUSES } from '#jobs/status.ts'

/** What of the list is shown, as the address says it. */
export type ListQuery = JobFilter & { before?: number }
export type JobPage = { jobs: JobView[]; next: number | null }

const NAMES = { status: 'status', kind: 'type', withRejects: 'with-rejects', search: 'q', before: 'before' } as const

/** Reads the query from an address; what makes no sense is as if it were not there. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const wanted = (params.get(NAMES.status) ?? '').split(',')
  const status = JOB_STATUSES.filter((one) => wanted.includes(one))
  const kind = params.get(NAMES.kind)
  const search = params.get(NAMES.search)?.trim().slice(0, 200)
  const before = Number(params.get(NAMES.before))
  return {
    ...(status.length > 0 ? { status } : {}),
    ...(kind === 'import' || kind === 'export' ? { kind } : {}),
    ...(params.get(NAMES.withRejects) === '1' ? { withRejects: true } : {}),
    ...(search ? { search } : {}),
    ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
  }
}

/** The query as the search of an address, always in the same order. */
export function writeListQuery({ status, kind, withRejects, search, before }: ListQuery): Record<string, string> {
  return {
    ...(status?.length ? { [NAMES.status]: status.join(',') } : {}),
    ...(kind ? { [NAMES.kind]: kind } : {}),
    ...(withRejects ? { [NAMES.withRejects]: '1' } : {}),
    ...(search ? { [NAMES.search]: search } : {}),
    ...(before ? { [NAMES.before]: String(before) } : {}),
  }
}

export const isFiltered = ({ status, kind, withRejects, search }: ListQuery): boolean =>
  Boolean(status?.length || kind || withRejects || search)
