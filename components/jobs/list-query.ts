import { type JobFilter, NEWEST_FIRST, type Paging, SORTS, type Sort } from '#jobs/job-filter.ts'
import { JOB_STATUSES } from '#jobs/status.ts'
import { readTableName, writeTableName } from '#jobs/table-name.ts'

/** What of the list is shown, as the address says it. */
export type ListQuery = JobFilter & Paging
export type { JobPage } from '#jobs/list-jobs.ts'

const NAMES = ['status', 'type', 'owner', 'table', 'from', 'to', 'rejects', 'q', 'sort', 'after', 'before'] as const
type Name = (typeof NAMES)[number]

/** Reads the query from an address; what makes no sense is as if it were not there. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const read = (name: Name, longest = 200) => storable((params.get(name) ?? '').slice(0, longest))
  const wanted = read('status').split(',')
  const status = JOB_STATUSES.filter((one) => wanted.includes(one))
  const kind = read('type')
  const owner = read('owner')
  const table = readTableName(read('table', 300))
  const [from, to] = [readInstant(read('from')), readInstant(read('to'))]
  const search = read('q').trim()
  const sort = readSort(read('sort'))
  return {
    ...(status.length > 0 ? { status } : {}),
    ...(kind === 'import' || kind === 'export' ? { kind } : {}),
    ...(owner ? { owner } : {}),
    ...(table ? { table } : {}),
    ...(from ? { from } : {}),
    ...(to && !(from && to <= from) ? { to } : {}),
    ...readRejects(params),
    ...(search ? { search } : {}),
    ...(sort ? { sort } : {}),
    ...readPlace(read('after', 2000), read('before', 2000)),
  }
}

/** The query as the search of an address, always in the same order. */
export function writeListQuery(query: ListQuery): Record<string, string> {
  const { status, kind, owner, table, from, to, rejects, search, sort = NEWEST_FIRST, after, before } = query
  const plain = sort.by === NEWEST_FIRST.by && sort.descending === NEWEST_FIRST.descending
  const written: Record<Name, string | undefined> = {
    status: status?.join(','),
    type: kind,
    owner,
    table: table && writeTableName(table),
    from,
    to,
    rejects,
    q: search,
    sort: plain ? undefined : `${sort.descending ? '-' : ''}${sort.by}`,
    after,
    before: after ? undefined : before,
  }
  return Object.fromEntries(NAMES.flatMap((name) => (written[name] ? [[name, written[name]]] : [])))
}

/** Whether fewer jobs are meant than there are. */
export const isFiltered = ({ sort, after, before, ...filter }: ListQuery): boolean =>
  Object.values(filter).some((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)))

/** A text that a database can hold: an address can carry half characters and zeros. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', '')

/** An instant as JavaScript writes it, of the years with four digits. */
function readInstant(text: string): string | undefined {
  const time = /^\d{4}-\d\d-\d\dT.*Z$/.test(text) ? Date.parse(text) : Number.NaN
  return time >= Date.UTC(1000, 0) && time < Date.UTC(10_000, 0) ? new Date(time).toISOString() : undefined
}

function readSort(text: string): Sort | undefined {
  const by = SORTS.find((one) => one === text.replace(/^-/, ''))
  return by && { by, descending: text.startsWith('-') }
}

/** Links of before `rejects` say `with-rejects=1`. */
function readRejects(params: URLSearchParams): Pick<JobFilter, 'rejects'> {
  const rejects = params.get('rejects') ?? (params.get('with-rejects') === '1' ? 'with' : null)
  return rejects === 'with' || rejects === 'without' ? { rejects } : {}
}

/** Places are opaque here; links of before them say `before=` and the number of the oldest job that was shown. */
function readPlace(after: string, before: string): Pick<Paging, 'after' | 'before'> {
  if (after) return { after }
  if (/^\d+$/.test(before)) return { after: before }
  return before ? { before } : {}
}
