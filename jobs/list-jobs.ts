import { and, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { LABEL_COLLATION } from '#db/label-order.ts'
import { jobs } from '#db/schema.ts'
import { unlessSlow } from '#db/unless-slow.ts'
import { jobCondition, piecesCondition } from '#jobs/job-condition.ts'
import { type Place, readCursor, writeCursor } from '#jobs/job-cursor.ts'
import { type JobFilter, NEWEST_FIRST, type Paging, type Sort } from '#jobs/job-filter.ts'
import { type ListedJob, toListedJob } from '#jobs/job-view.ts'

export const PAGE_SIZE = 50

/** What a list shows. Each column of fifty jobs takes its time. */
export const LISTED = {
  id: jobs.id,
  kind: jobs.kind,
  label: jobs.label,
  status: jobs.status,
  owner: jobs.owner,
  tableSchema: jobs.tableSchema,
  tableName: jobs.tableName,
  fileName: jobs.fileName,
  total: jobs.total,
  processed: jobs.processed,
  success: jobs.success,
  rejects: jobs.rejects,
  held: jobs.held,
  discarded: jobs.discarded,
  retrying: jobs.retrying,
  retryTotal: jobs.retryTotal,
  startedAt: jobs.startedAt,
  finishedAt: jobs.finishedAt,
  activeMs: jobs.activeMs,
  leasedAt: jobs.leasedAt,
  updatedAt: jobs.updatedAt,
}

/**
 * `next` and `previous` lead to the pages beside this one, as `after` and `before` of the next call; null at the ends.
 * `partial`: not all jobs could be looked through in time, so that there may be more than these before the next page.
 */
export type JobPage = { jobs: ListedJob[]; next: string | null; previous: string | null; partial: boolean }

/**
 * Milliseconds that the database may take to find a page: by rare pieces of what is searched for; in order, as it expects to be
 * fastest; then all that match, to sort them. 0: not tried.
 */
const PATIENCE = { byPieces: 150, inOrder: 300, allThatMatch: 1500 }
type Patience = typeof PATIENCE
/** Jobs that have what is searched for: beyond so many it is not rare, and soon found in the list's order. */
const RARE = 20_000
/** Where all of them take longer, only so many jobs are looked through for a page. */
const WINDOW = 20_000

/**
 * A page of the jobs that the filter means, newest first unless sorted otherwise. What arrives or changes meanwhile moves no
 * page's limits. A cursor that makes no sense is as if it were not there.
 */
export async function listJobs(
  tx: Tx,
  filter: JobFilter,
  { sort = NEWEST_FIRST, after, before }: Paging = {},
  { patience = PATIENCE, window = WINDOW } = {},
): Promise<JobPage> {
  const by = orderOf(filter, sort)
  const follows = readCursor(by, after)
  const place = follows ?? readCursor(by, before)
  const backwards = place !== undefined && follows === undefined
  const order: Order = { by, descending: sort.descending !== backwards, place }
  const { found, end, stretch } = await find(tx, filter, order, { patience, window })
  const more = found.length > PAGE_SIZE || end !== undefined
  // What leads up to a place and is not even a page is the list's beginning: the first page has it, and what follows. And
  // there is no page where all of it is gone.
  if (place && !more && (backwards || (found.length === 0 && !stretch))) return listJobs(tx, filter, { sort }, { patience, window })
  const page = found.slice(0, PAGE_SIZE)
  const last = found.length > PAGE_SIZE ? page.at(-1) : (end ?? page.at(-1))
  const far = more && last ? writeCursor(by, last) : null
  // Where nothing is found, back leads to what stands at the place itself too.
  const near = place ? writeCursor(by, page.at(0) ?? { ...place, id: place.id + (order.descending ? -1 : 1) }) : null
  const views = page.map(({ job }) => job)
  return {
    jobs: backwards ? views.reverse() : views,
    next: backwards ? near : far,
    previous: backwards ? far : near,
    partial: found.length <= PAGE_SIZE && end !== undefined,
  }
}

/** What the list is in the order of, where another says the same and is found sooner. */
function orderOf({ status, kind, owner, from, to }: JobFilter, { by }: Sort): Sort['by'] {
  const equal = { status: status?.length === 1, kind: kind !== undefined, owner: owner !== undefined }
  const order = by in equal && equal[by as keyof typeof equal] ? 'number' : by
  // A period is a stretch of the index of beginnings, through which numbers lie scattered.
  return order === 'number' && (from || to) ? 'start' : order
}

type Order = { by: Sort['by']; descending: boolean; place: Place | undefined }
type Row = Place & { job: ListedJob }
/** `stretch`: only part of the jobs was looked through, up to `end` where there are others behind it. */
type Found = { found: Row[]; stretch?: true; end?: Place }

async function find(tx: Tx, filter: JobFilter, order: Order, { patience, window }: { patience: Patience; window: number }): Promise<Found> {
  if (isServed(filter, order.by))
    return { found: (filter.status ?? []).length < 2 ? await readInOrder(tx, filter, order) : await read(tx, served(filter, order), order) }
  const rare = await findByPieces(tx, filter, order, patience.byPieces)
  if (rare) return { found: rare }
  const rows = sql`quayside.jobs where ${all(jobCondition(filter), beyond(order))}`
  const within = (ms: number, from: SQL) => (ms > 0 ? unlessSlow(tx, ms, (own) => read(own, from, order)) : undefined)
  // Texts of less than three letters are in no index. What is made before it is sorted cannot be read in order.
  const allThatMatch = filter.search && filter.search.trim().length < 3 ? 0 : patience.allThatMatch
  const sorted = sql`(select * from ${rows} offset 0) jobs`
  // Which of both is fast cannot be told before, and is soon tried.
  const found =
    (await within(patience.inOrder / 6, rows)) ??
    (await within(allThatMatch / 15, sorted)) ??
    (await within(patience.inOrder, rows)) ??
    (await within(allThatMatch, sorted))
  return found ? { found } : findInWindow(tx, filter, order, window)
}

/** Whether an index leads to exactly the jobs that are meant, in their order. */
function isServed(filter: JobFilter, by: Sort['by']): boolean {
  const named = Object.entries(filter).flatMap(([name, value]) => (value && (!Array.isArray(value) || value.length > 0) ? [name] : []))
  return SERVED[by].some((names) => named.every((name) => names.includes(name as keyof JobFilter)))
}

/** For each order the filters that an index knows, together. */
const SERVED: Record<Sort['by'], (keyof JobFilter)[][]> = {
  number: [['owner', 'status'], ['owner', 'table'], ['kind'], ['template'], ['rejects']],
  start: [['from', 'to']],
  status: [['status']],
  label: [[]],
  kind: [['kind']],
  end: [[]],
  duration: [[]],
  rejects: [['rejects']],
  owner: [[]],
}

/** Of several statuses each has its own stretch of the index: the first of each, among which are the first of all. */
function served({ status = [], ...filter }: JobFilter, order: Order): SQL {
  const one = (only: JobFilter) => sql`quayside.jobs where ${all(jobCondition(only), beyond(order))}`
  if (status.length < 2) return one({ ...filter, status })
  const each = status.map(
    (only) => sql`(select * from ${one({ ...filter, status: [only] })} order by ${inOrder(order)} limit ${PAGE_SIZE + 1})`,
  )
  return sql`(${sql.join(each, sql` union all `)}) jobs`
}

/** All jobs that have what is searched for, by its pieces, to sort those that are meant; undefined where that is no help. */
async function findByPieces(tx: Tx, filter: JobFilter, order: Order, ms: number): Promise<Row[] | undefined> {
  const having = piecesCondition(filter)
  if (!having || ms === 0 || (await expected(tx, jobCondition({ search: filter.search }))) > RARE) return undefined
  const means = all(jobCondition({ ...filter, search: undefined }), beyond(order))
  const found = await unlessSlow(tx, ms, async (own) => {
    // Of pieces the planner has no idea: no other way than their index is meant here.
    await own.execute(sql.raw(ONLY_BITMAPS))
    return own.execute<{ count: number; ids: number[] | null }>(sql`
      with rare as materialized (select *, ${means} as means from quayside.jobs where ${having} limit ${RARE + 1}),
      page as (select id from rare where means order by ${inOrder(order)} limit ${PAGE_SIZE + 1})
      select (select count(*)::int from rare) as count, (select json_agg(id) from page) as ids`)
  })
  const [{ count, ids } = { count: RARE + 1, ids: null }] = found ?? []
  if (count > RARE) return undefined
  return ids ? read(tx, sql`quayside.jobs where ${inArray(jobs.id, ids)}`, order) : []
}

const ONLY_BITMAPS = `set local enable_seqscan = off; set local enable_indexscan = off; set local max_parallel_workers_per_gather = 0;
  set local work_mem = '64MB'`

/** How many jobs the planner expects. */
async function expected(tx: Tx, condition: SQL | undefined): Promise<number> {
  const [row] = await tx.execute<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    sql`explain (format json) select 1 from ${jobs} where ${all(condition)}`,
  )
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

/** Looks through a stretch of the order that is not too long, and says where it ended. */
async function findInWindow(tx: Tx, filter: JobFilter, order: Order, window: number): Promise<Found> {
  const within = sql`quayside.jobs where ${all(servedPart(filter, order.by), beyond(order))}`
  const [end] = await read(tx, within, order, { offset: window - 1, limit: 1 })
  // Asked of each job of the stretch, after it is cut off, so that no other way to the answer seems shorter.
  const asked = sql`select *, ${all(jobCondition(filter))} as means from ${within} order by ${inOrder(order)} limit ${window}`
  const found = await read(tx, sql`(${asked}) jobs where means`, order)
  return found.length > PAGE_SIZE ? { found } : { found, stretch: true, end }
}

/** What of the filter the index that has this order can leave out without looking at the jobs. */
function servedPart({ from, to, owner, table, template, status, rejects, kind }: JobFilter, by: Sort['by']): SQL | undefined {
  if (by === 'start') return jobCondition({ from, to })
  if (by === 'status') return jobCondition({ status })
  if (by === 'kind') return jobCondition({ kind })
  if (by === 'rejects') return jobCondition({ rejects })
  if (by !== 'number') return undefined
  // Of these the first has the fewest jobs, as a rule.
  if (template) return jobCondition({ template })
  if (owner) return jobCondition({ owner, table })
  if (table) return jobCondition({ table })
  if (status?.length === 1) return jobCondition({ status })
  return rejects ? jobCondition({ rejects }) : jobCondition({ kind })
}

const all = (...conditions: (SQL | undefined)[]) => and(...conditions) ?? sql`true`

function beyond({ by, descending, place }: Order): SQL | undefined {
  if (!place) return undefined
  const than = descending ? sql`<` : sql`>`
  return by === 'number' ? sql`id ${than} ${place.id}` : sql`(${KEYS[by].by}, id) ${than} (${KEYS[by].read(place.value)}, ${place.id})`
}

function inOrder({ by, descending }: Order): SQL {
  const direction = descending ? sql`desc` : sql`asc`
  return by === 'number' ? sql`id ${direction}` : sql`${KEYS[by].by} ${direction}, id ${direction}`
}

/** The first of these rows, and the places where they stand. */
async function read(
  tx: Tx,
  rows: SQL,
  order: Order,
  { offset = 0, limit = PAGE_SIZE + 1 }: { offset?: number; limit?: number } = {},
): Promise<Row[]> {
  const places = sql`
    select id as place_id, ${KEYS[order.by].value} as place_value from ${rows} order by ${inOrder(order)} limit ${limit} offset ${offset}`
  const found = await tx
    .select({ ...LISTED, value: sql<string>`place_value` })
    .from(jobs)
    .innerJoin(sql`(${places}) places`, sql`place_id = id`)
    .orderBy(inOrder(order))
  return found.map(toRow)
}

/** The first that an index has in order: read where they lie, not looked for by their numbers once more, which lie scattered too. */
async function readInOrder(tx: Tx, filter: JobFilter, order: Order): Promise<Row[]> {
  const condition = and(jobCondition(filter), beyond(order))
  const newest = !condition && order.by === 'number' && order.descending
  const found = await (newest ? newestOf(tx, order).execute() : inOrderOf(tx, order, condition))
  return found.map(toRow)
}

/** The list as most open it is asked for again and again: its SQL is put together once. */
function newestOf(tx: Tx, order: Order) {
  const prepared = keptNewest.get(tx) ?? inOrderOf(tx, order, undefined).prepare('newest_jobs')
  keptNewest.set(tx, prepared)
  return prepared
}

const keptNewest = new WeakMap<Tx, ReturnType<ReturnType<typeof inOrderOf>['prepare']>>()

const inOrderOf = (tx: Tx, order: Order, condition: SQL | undefined) =>
  tx
    .select({ ...LISTED, value: sql<string>`${KEYS[order.by].value}`.as('place_value') })
    .from(jobs)
    .where(condition)
    .orderBy(inOrder(order))
    .limit(PAGE_SIZE + 1)

const toRow = ({ value, ...job }: Parameters<typeof toListedJob>[0] & { value: string }): Row => ({
  id: job.id,
  value,
  job: toListedJob(job),
})

type Key = { by: SQL; value: SQL; read: (value: string) => SQL }

const plain = (column: SQL, type: SQL, by = column): Key => ({
  by,
  value: sql`${column}::text`,
  read: (value) => sql`${value}::${type}`,
})
/** To the microsecond, which dates of JavaScript do not hold. */
const instant = (column: SQL): Key => ({
  by: column,
  value: sql`case when ${column} = 'infinity' then 'infinity' else (extract(epoch from ${column}) * 1000000)::bigint::text end`,
  read: (value) =>
    value === 'infinity' ? sql`'infinity'::timestamptz` : sql`'epoch'::timestamptz + ${value}::bigint * interval '1 microsecond'`,
})

const KEYS: Record<Sort['by'], Key> = {
  number: plain(sql`id`, sql`bigint`),
  status: plain(sql`status`, sql`quayside.job_status`),
  kind: plain(sql`kind`, sql`quayside.job_kind`),
  label: plain(sql`label`, sql`text`, sql`label collate ${sql.raw(LABEL_COLLATION)}`),
  start: instant(sql`begun_at`),
  end: instant(sql`coalesce(finished_at, 'infinity')`),
  duration: plain(sql`active_ms`, sql`bigint`),
  rejects: plain(sql`rejects`, sql`bigint`),
  owner: plain(sql`owner`, sql`text`, sql`owner collate ${sql.raw(LABEL_COLLATION)}`),
}
