import { and, asc, gt, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Reject, rejects } from '#db/schema.ts'
import type { RejectReason } from '#jobs/reject.ts'
import { type RejectSelection, selectedRejects } from '#jobs/reject-selection.ts'
import type { RejectState } from '#jobs/status.ts'

/** A reject as the list shows it: its value, or, where none is to blame, the record's beginning. */
export type RejectRow = {
  record: number
  line: number
  column: string | null
  /** The refused value, null where there is none; cut after so many characters as a line shows. */
  value: string | null
  /** The beginning of the record, where it concerns no column. */
  excerpt: string | null
  code: RejectReason
  params: Record<string, string | number>
  state: RejectState
  repaired: boolean
  attempts: number
}

/** Key of the next page and of the one before, null where there is none. */
export type RejectPage = { rejects: RejectRow[]; previous: number | null; next: number | null }

/** The rejects of one reason and column, with the first of the values that were refused. */
export type RejectGroup = { code: RejectReason; column: string | null; examples: string[] }

/** How many rejects are in this state for this reason and column. */
export type RejectCount = { state: RejectState; code: RejectReason; column: string | null; count: number }

const PAGE = 100
/** Characters of a value that the list shows. */
const SHOWN = 200
const EXAMPLES = 3
/** Rejects that a search looks through in their order before it goes through all: enough for a page of what is not rare. */
const NEAR = 4000
/** Groups that are merged one by one; beyond that the rejects are walked through in their order. */
const MOST_GROUPS = 300

/** Which part of the list is asked for: what follows the record `after`, or what ends before `before`; at first the beginning. */
type Place = { after?: number | undefined; before?: number | undefined; limit?: number }

/** A page of the selected rejects of a job, in the order of the file. */
export async function listRejects(tx: Tx, jobId: number, selection: RejectSelection = {}, place: Place = {}): Promise<RejectPage> {
  const { after, before, limit = PAGE } = place
  const keys = await keysOf(tx, jobId, selection, { after, before, limit: limit + 1 })
  const page = keys.slice(0, limit)
  const more = keys.length > limit
  const [first, last] = before === undefined ? [page[0], page.at(-1)] : [page.at(-1), page[0]]
  return {
    rejects: page.length > 0 ? await rowsOf(tx, jobId, page) : [],
    previous: first !== undefined && (before === undefined ? after !== undefined : more) ? first : null,
    next: last !== undefined && (before === undefined ? more : true) ? last : null,
  }
}

async function rowsOf(tx: Tx, jobId: number, records: number[]): Promise<RejectRow[]> {
  const rows = await tx
    .select({
      record: rejects.record,
      line: rejects.line,
      column: rejects.column,
      value: sql<string | null>`left(${rejects.value}, ${SHOWN})`,
      excerpt: sql<
        string | null
      >`case when ${rejects.column} is null then left(coalesce(${rejects.repaired}, ${rejects.raw}), ${SHOWN}) end`,
      code: sql<RejectReason>`${rejects.code}`,
      params: rejects.params,
      state: rejects.state,
      repaired: sql<boolean>`${rejects.repaired} is not null`,
      attempts: rejects.attempts,
    })
    .from(rejects)
    .where(selectedRejects(jobId, { records }))
    .orderBy(asc(rejects.record))
  return rows
}

/**
 * Numbers of the records, away from the place. The first that fit are found by the index of groups where they may lie far apart:
 * a few of each group, which are merged.
 */
async function keysOf(tx: Tx, jobId: number, selection: RejectSelection, place: Place & { limit: number }): Promise<number[]> {
  const { after, before, limit } = place
  const back = before !== undefined
  const beyond = back ? sql`and ${rejects.record} < ${before}` : after === undefined ? sql`` : sql`and ${rejects.record} > ${after}`
  const way = sql.raw(back ? 'desc' : 'asc')
  const { records, search, state, code, column } = selection
  if (search?.trim()) {
    // Cut off before it is asked, so that the wish for a page leads through the first rejects and not through all, to sort them.
    const near = sql`select ${rejects.record} as record, ${selectedRejects(jobId, selection)} as means from ${rejects}
      where ${rejects.jobId} = ${jobId} ${beyond} order by ${rejects.jobId} ${way}, ${rejects.record} ${way} limit ${NEAR}`
    const found = await tx.execute<{ record: string }>(
      sql`select record from (${near}) near where means order by record ${way} limit ${limit}`,
    )
    if (found.length === limit) return found.map(({ record }) => Number(record))
  }
  const sparse = state !== undefined || code !== undefined || column !== undefined
  const groups = sparse && records === undefined && !search?.trim() ? (await reasonsOf(tx, jobId)).filter(isIn(selection)) : undefined
  if (groups?.length === 0) return []
  const from = (condition: SQL, order: SQL) =>
    sql`(select ${rejects.record} as record from ${rejects} where ${condition} ${beyond} order by ${order} limit ${limit})`
  const parts =
    groups && groups.length <= MOST_GROUPS
      ? // By column first, which is one: with null for it, Postgres sees only so that the index has them in order.
        groups.map((group) => from(selectedRejects(jobId, group), sql`${rejects.column} ${way}, ${rejects.record} ${way}`))
      : [from(selectedRejects(jobId, selection), sql`${rejects.record} ${way}`)]
  const found = await tx.execute<{ record: string }>(
    sql`select record from (${sql.join(parts, sql` union all `)}) as found order by record ${way} limit ${limit}`,
  )
  return found.map(({ record }) => Number(record))
}

type Reason = { state: RejectState; code: RejectReason; column: string | null }

const isIn =
  ({ state, code, column }: RejectSelection) =>
  (reason: Reason) =>
    (state === undefined || reason.state === state) &&
    (code === undefined || reason.code === code) &&
    (column === undefined || reason.column === column)

/** Which reasons, columns and states there are: a leap through the index from one to the next, however many rejects each has. */
async function reasonsOf(tx: Tx, jobId: number): Promise<Reason[]> {
  const own = sql`from quayside.rejects r where r.job_id = ${jobId}`
  const step = (place: number, rest: SQL) =>
    sql`(select ${sql.raw(String(place))} as place, r.state, r.code, r."column" ${own} and ${rest} limit 1)`
  return tx.execute<Reason>(sql`
    with recursive reasons as (
      (select r.state, r.code, r."column" ${own} order by r.state, r.code, r."column" limit 1)
      union all
      select n.state, n.code, n."column" from reasons t cross join lateral (
        select * from (
          ${step(1, sql`r.state = t.state and r.code = t.code and r."column" > t."column" order by r."column"`)}
          union all
          ${step(2, sql`r.state = t.state and r.code = t.code and t."column" is not null and r."column" is null`)}
          union all
          ${step(3, sql`r.state = t.state and r.code > t.code order by r.code, r."column"`)}
          union all
          ${step(4, sql`r.state > t.state order by r.state, r.code, r."column"`)}
        ) as following order by place limit 1
      ) n
    )
    select state, code, "column" from reasons`)
}

/** The reasons and columns of a job's rejects, each with a few of its values; of a state only, or of all. Asks for no counts. */
export async function groupRejects(tx: Tx, jobId: number, { state }: Pick<RejectSelection, 'state'> = {}): Promise<RejectGroup[]> {
  const reasons = (await reasonsOf(tx, jobId)).filter(isIn({ state })).slice(0, MOST_GROUPS)
  const groups = new Map<string, RejectGroup>()
  for (const { code, column } of reasons) groups.set(JSON.stringify([code, column]), { code, column, examples: [] })
  if (groups.size === 0) return []
  const few = reasons.map(
    (reason, index) =>
      sql`(select ${sql.raw(String(index))} as reason, left(${rejects.value}, 60) as value from ${rejects} where ${selectedRejects(jobId, reason)} order by ${rejects.column}, ${rejects.record} limit 20)`,
  )
  const values = await tx.execute<{ reason: number; value: string | null }>(sql.join(few, sql` union all `))
  for (const { reason, value } of values) {
    const { code, column } = reasons[reason] as Reason
    const { examples } = groups.get(JSON.stringify([code, column])) as RejectGroup
    if (value !== null && examples.length < EXAMPLES && !examples.includes(value)) examples.push(value)
  }
  return [...groups.values()]
}

/** How many there are of each reason, column and state: of all, or of those that the search finds. */
export async function countRejects(tx: Tx, jobId: number, { search }: Pick<RejectSelection, 'search'> = {}): Promise<RejectCount[]> {
  const rows = await tx.execute<Reason & { count: string }>(
    sql`select ${rejects.state} as state, ${rejects.code} as code, ${rejects.column} as "column", count(*) as count
      from ${rejects} where ${selectedRejects(jobId, { search })} group by 1, 2, 3 order by 4 desc, 2, 3`,
  )
  return rows.map(({ count, ...reason }) => ({ ...reason, count: Number(count) }))
}

/** A refused value, null for none, and how many records have it. */
export type RefusedValue = { value: string | null; count: number }

/** `more`: there are others, which are rarer. `looked`: how many rejects were counted, where these are not all; else null. */
export type RefusedValues = { values: RefusedValue[]; more: boolean; looked: number | null }

/** Different values that are listed, and rejects that are looked at for them. */
const AT_MOST = { values: 200, rejects: 100_000 }

/** The different values of the selected rejects, the most frequent first; the first many rejects stand for more of them. */
export async function listRefusedValues(tx: Tx, jobId: number, selection: RejectSelection, most = AT_MOST): Promise<RefusedValues> {
  const rows = await tx.execute<{ value: string | null; count: string; looked: string }>(sql`
    select value, count(*) as count, sum(count(*)) over () as looked from (
      select ${rejects.value} as value from ${rejects} where ${selectedRejects(jobId, selection)} limit ${most.rejects + 1}
    ) as looked group by value order by count(*) desc, value limit ${most.values + 1}`)
  const values = rows.slice(0, most.values).map(({ value, count }) => ({ value, count: Number(count) }))
  return { values, more: rows.length > most.values, looked: Number(rows[0]?.looked ?? 0) > most.rejects ? most.rejects : null }
}

/**
 * Whole rejects after a record, in the order of the file: for what goes through all of them, and so passes each of the job's
 * rejects once, however few are meant.
 */
export async function readRejects(tx: Tx, jobId: number, selection: RejectSelection = {}, after = 0, limit = 1000): Promise<Reject[]> {
  return tx
    .select()
    .from(rejects)
    .where(and(selectedRejects(jobId, selection), gt(rejects.record, after)))
    .orderBy(asc(rejects.record))
    .limit(limit)
}
