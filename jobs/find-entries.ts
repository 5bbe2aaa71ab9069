import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { unlessSlow } from '#db/unless-slow.ts'
import { entryIdAt } from '#jobs/entry-at.ts'
import { codesOfAll, contains, hasTrigram, inText, type JournalFilter, type JournalWord, ofLevel } from '#jobs/journal-filter.ts'

/** Where to look, and which way: what lies after an entry in its order, or what lies before one, backwards from it. */
export type From = { after: number } | { before: number }

/** Ids in the order of the journal. `reached`: how far was looked where that is not to the end; go on from there. */
export type Found = { ids: number[]; reached: number | null }

/** Entries that are looked through in their order before an index is asked: enough for a page of what is not rare. */
const NEAR = 4000
/** Entries looked through at a time where no index helps. */
const STEP = 20_000
/** Milliseconds that the index is given: it serves what is rare, and what is common is found without it. */
const INDEX_MS = 150
/** Milliseconds after which a search without an index answers with what it has. */
const PATIENCE_MS = 120
/** Clocks are set back, and entries that were written side by side are not quite in the order of their times. */
const SLACK_MS = 60_000

type Scope = { jobId: number; level: JournalFilter['level']; after: number; before: number; during: SQL; forward: boolean; limit: number }

/**
 * Entries that the filter leaves, from a place on; for a filter without words always up to the limit or the end. Answers soon
 * whatever is searched for: a search that would take long says how far it came.
 */
export async function findEntries(tx: Tx, jobId: number, filter: JournalFilter, from: From, limit: number): Promise<Found> {
  const { level, words = [] } = filter
  const forward = 'after' in from
  const time = await inTime(tx, jobId, filter)
  const after = Math.max(time.after, forward ? from.after : 0)
  const before = Math.min(time.before, forward ? END : from.before)
  const scope: Scope = { jobId, level, after, before, during: time.during, forward, limit }
  if (words.length === 0) {
    const rows = await tx.execute<{ id: string }>(sql`select id from (select id from ${ordered(scope, limit)}) found order by id`)
    return { ids: rows.map(({ id }) => Number(id)), reached: null }
  }

  const near = await lookThrough(tx, scope, words, NEAR)
  if (near.edge === null || near.ids.length >= limit) return { ids: near.ids, reached: null }
  const indexed = await askIndex(tx, scope, words)
  if (indexed) return { ids: indexed, reached: null }

  const ids = near.ids
  let edge: number | null = near.edge
  for (const end = performance.now() + PATIENCE_MS; edge !== null && ids.length < limit && performance.now() < end; ) {
    const rest = { ...scope, ...(forward ? { after: edge } : { before: edge }), limit: limit - ids.length }
    const next = await lookThrough(tx, rest, words, STEP)
    if (forward) ids.push(...next.ids)
    else ids.unshift(...next.ids)
    edge = next.edge
  }
  return { ids, reached: ids.length < limit ? edge : null }
}

/** Above all numbers of entries. */
const END = Number.MAX_SAFE_INTEGER

/** The entries of a time, found by their numbers, which follow each other as times do. */
async function inTime(tx: Tx, jobId: number, { since, until }: JournalFilter): Promise<{ after: number; before: number; during: SQL }> {
  const first = since && (await entryIdAt(tx, jobId, new Date(since.getTime() - SLACK_MS)))
  const beyond = until && (await entryIdAt(tx, jobId, new Date(until.getTime() + SLACK_MS)))
  return {
    after: first === undefined ? 0 : (first ?? END) - 1,
    before: beyond ?? END,
    during: sql`${since ? sql`at >= ${since.toISOString()}::timestamptz` : sql`true`} and ${until ? sql`at <= ${until.toISOString()}::timestamptz` : sql`true`}`,
  }
}

/**
 * So many entries in their order. The job is compared together with the number, so that no plan leads through the entries of
 * other jobs: the planner takes a job's entries for spread evenly, and they lie together.
 */
const ordered = ({ jobId, level, after, before, during, forward }: Scope, count: number) => {
  const direction = sql.raw(forward ? '' : 'desc')
  return sql`(
    select id, code, params, detail from quayside.journal_entries
    where (job_id, id) > (${jobId}, ${after}) and (job_id, id) < (${jobId}, ${before}) and ${ofLevel(level)} and ${during}
    order by job_id ${direction}, id ${direction} limit ${count}) entry`
}

const order = ({ forward }: Scope) => (forward ? sql`order by id` : sql`order by id desc`)

/** Looks through so many entries in their order. `edge`: the last of them, null at the end of the journal. */
async function lookThrough(tx: Tx, scope: Scope, words: JournalWord[], count: number): Promise<{ ids: number[]; edge: number | null }> {
  const found = sql`select id from near where ${sql.join(words.map(contains), sql` and `)} ${order(scope)} limit ${scope.limit}`
  const [row] = await tx.execute<{ ids: number[] | null; seen: number; edge: string | null }>(sql`
    with near as materialized (select * from ${ordered(scope, count)})
    select (select json_agg(id order by id) from (${found}) found) as ids, count(*)::int as seen,
      ${scope.forward ? sql`max(id)` : sql`min(id)`} as edge
    from near`)
  return { ids: row?.ids ?? [], edge: row?.edge && row.seen === count ? Number(row.edge) : null }
}

/** Finds by the indexes of codes and of texts; undefined where they are no help, or not soon enough. */
async function askIndex(tx: Tx, scope: Scope, words: JournalWord[]): Promise<number[] | undefined> {
  const { jobId, level, after, before, during, forward, limit } = scope
  // A word that stands in no sentence must stand in the text. If there is none such, what has them all in its sentence counts too.
  const inTextOnly = words.filter(({ codes, cases }) => codes.length === 0 && cases.length === 0)
  const drivers = inTextOnly.length > 0 ? [inTextOnly.filter(hasTrigram)] : words.map((word) => [word])
  if (drivers.some((driver) => driver.length === 0 || !driver.every(hasTrigram))) return undefined

  const byText = drivers.map((driver) => {
    const others = words.filter((word) => !driver.includes(word)).map(contains)
    return sql`
      select id from quayside.journal_entries
      where job_id = ${jobId} and id > ${after} and id < ${before} and ${ofLevel(level)} and ${during}
        and ${sql.join([...driver.map(inText), ...others], sql` and `)}`
  })
  const direction = sql.raw(forward ? '' : 'desc')
  const byCode = codesOfAll(words, level).map(
    ({ code, where }) => sql`
      (select id from quayside.journal_entries
      where (job_id, code, id) > (${jobId}, ${code}, ${after}) and (job_id, code, id) < (${jobId}, ${code}, ${before}) and ${during} and ${where}
      order by job_id ${direction}, code ${direction}, id ${direction} limit ${limit})`,
  )
  // Written apart, so that the wish for the first few does not lead through the whole journal in search of them.
  const query = sql`
    with by_text as materialized (${sql.join(byText, sql` union all `)}),
    found as (select id from (select id from by_text ${sql.join(byCode.map((one) => sql` union all ${one}`))}) each_way group by id ${order(scope)} limit ${limit})
    select id from found order by id`
  const rows = await unlessSlow(tx, INDEX_MS, (own) => own.execute<{ id: string }>(query))
  return rows?.map(({ id }) => Number(id))
}
