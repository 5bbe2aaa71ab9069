import { type Clock, startOfDay } from '#i18n/zoned-time.ts'
import { type JobFilter, NEWEST_FIRST, type Paging, SORTS, type Sort } from '#jobs/job-filter.ts'
import { JOB_STATUSES } from '#jobs/status.ts'
import { readTableName, writeTableName } from '#jobs/table-name.ts'

/** Periods that go along with the reader's clock; each is days before today, the first of it and the first after it. */
const DAYS = { today: [0, null], yesterday: [-1, 0], last7: [-6, null], last30: [-29, null] } as const
export type Period = keyof typeof DAYS
export const PERIODS = Object.keys(DAYS) as Period[]

/** What of the list is shown, as the address says it. Where `period` is named, `from` and `to` are what it means at the moment. */
export type ListQuery = JobFilter & Paging & { period?: Period }
export type { JobPage } from '#jobs/list-jobs.ts'

const NAMES = ['status', 'type', 'owner', 'table', 'template', 'period', 'from', 'to', 'rejects', 'q', 'sort', 'after', 'before'] as const
type Name = (typeof NAMES)[number]

/** Reads the query from an address; what makes no sense is as if it were not there. The clock says what a period means. */
export function readListQuery(params: URLSearchParams, clock: Clock): ListQuery {
  const read = (name: Name, longest = 200) => storable((params.get(name) ?? '').slice(0, longest))
  const wanted = read('status').split(',')
  const status = JOB_STATUSES.filter((one) => wanted.includes(one))
  const kind = read('type')
  const owner = read('owner')
  const table = readTableName(read('table', 300))
  const template = readNumber(read('template'))
  const search = read('q').trim()
  const sort = readSort(read('sort'))
  return {
    ...(status.length > 0 ? { status } : {}),
    ...(kind === 'import' || kind === 'export' ? { kind } : {}),
    ...(owner ? { owner } : {}),
    ...(table ? { table } : {}),
    ...(template ? { template } : {}),
    ...readPeriod(read('period'), readInstant(read('from')), readInstant(read('to')), clock),
    ...readRejects(params),
    ...(search ? { search } : {}),
    ...(sort ? { sort } : {}),
    ...readPlace(read('after', 2000), read('before', 2000)),
  }
}

/** The query as the search of an address, always in the same order. */
export function writeListQuery(query: ListQuery): Record<string, string> {
  const { status, kind, owner, table, template, period, from, to, rejects, search, sort = NEWEST_FIRST, after, before } = query
  const plain = sort.by === NEWEST_FIRST.by && sort.descending === NEWEST_FIRST.descending
  const written: Record<Name, string | undefined> = {
    status: status?.join(','),
    type: kind,
    owner,
    table: table && writeTableName(table),
    template: template?.toString(),
    period,
    from: period ? undefined : from,
    to: period ? undefined : to,
    rejects,
    q: search,
    sort: plain ? undefined : `${sort.descending ? '-' : ''}${sort.by}`,
    after,
    before: after ? undefined : before,
  }
  return Object.fromEntries(NAMES.flatMap((name) => (written[name] ? [[name, written[name]]] : [])))
}

/** The same as one text. */
export const listSearch = (query: ListQuery): string => new URLSearchParams(writeListQuery(query)).toString()

/** The filters alone, wherever in the list one is and however it is sorted; a period as the days that it means now. */
export const filterSearch = ({ period: _period, sort: _sort, after: _after, before: _before, ...filter }: ListQuery): string =>
  listSearch(filter)

/** Has an address say this of the list; whatever else it says belongs to the details that are open. */
export function setListQuery(address: URLSearchParams, query: ListQuery): void {
  for (const name of [...NAMES, OLD_REJECTS]) address.delete(name)
  for (const [name, value] of Object.entries(writeListQuery(query))) address.set(name, value)
}

/** Whether fewer jobs are meant than there are. */
export const isFiltered = ({ sort, after, before, ...filter }: ListQuery): boolean =>
  Object.values(filter).some((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)))

function readPeriod(word: string, from: string | undefined, to: string | undefined, { zone, now }: Clock): ListQuery {
  const period = PERIODS.find((one) => one === word)
  if (!period) return { ...(from ? { from } : {}), ...(to && !(from && to <= from) ? { to } : {}) }
  const day = (days: number) => new Date(startOfDay(now, zone, days)).toISOString()
  const [first, end] = DAYS[period]
  return { period, from: day(first), ...(end === null ? {} : { to: day(end) }) }
}

/** A text that a database can hold: an address can carry half characters and zeros. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', '')

/** A number as rows have it. */
export const readNumber = (text: string): number | undefined => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined)

/** An instant as JavaScript writes it, of the years with four digits. */
function readInstant(text: string): string | undefined {
  const time = /^\d{4}-\d\d-\d\dT.*Z$/.test(text) ? Date.parse(text) : Number.NaN
  return time >= Date.UTC(1000, 0) && time < Date.UTC(10_000, 0) ? new Date(time).toISOString() : undefined
}

export function readSort(text: string): Sort | undefined {
  const by = SORTS.find((one) => one === text.replace(/^-/, ''))
  return by && { by, descending: text.startsWith('-') }
}

/** Links of before `rejects` say `with-rejects=1`. */
const OLD_REJECTS = 'with-rejects'
function readRejects(params: URLSearchParams): Pick<JobFilter, 'rejects'> {
  const rejects = params.get('rejects') ?? (params.get(OLD_REJECTS) === '1' ? 'with' : null)
  return rejects === 'with' || rejects === 'without' ? { rejects } : {}
}

/** Places are opaque here; links of before them say `before=` and the number of the oldest job that was shown. */
function readPlace(after: string, before: string): Pick<Paging, 'after' | 'before'> {
  if (after) return { after }
  if (/^\d+$/.test(before)) return { after: before }
  return before ? { before } : {}
}
