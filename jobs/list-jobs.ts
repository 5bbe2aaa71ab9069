import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { LABEL_COLLATION } from '#db/label-order.ts'
import { type Job, jobs } from '#db/schema.ts'
import { jobCondition } from '#jobs/job-condition.ts'
import { type Place, readCursor, writeCursor } from '#jobs/job-cursor.ts'
import { type JobFilter, NEWEST_FIRST, type Paging, type Sort } from '#jobs/job-filter.ts'
import { type JobView, toJobView } from '#jobs/job-view.ts'

export const PAGE_SIZE = 50

/** `next` and `previous` lead to the pages beside this one, as `after` and `before` of the next call; null at the ends. */
export type JobPage = { jobs: JobView[]; next: string | null; previous: string | null }

type Key = { by: SQL; value: SQL; read: (value: string) => SQL }

const plain = (column: SQL, type: string): Key => ({
  by: column,
  value: sql`${column}::text`,
  read: (value) => sql`${value}::${sql.raw(type)}`,
})
/** To the microsecond, which dates of JavaScript do not hold. */
const instant = (column: SQL): Key => ({
  by: column,
  value: sql`case when ${column} = 'infinity' then 'infinity' else (extract(epoch from ${column}) * 1000000)::bigint::text end`,
  read: (value) =>
    value === 'infinity' ? sql`'infinity'::timestamptz` : sql`'epoch'::timestamptz + ${value}::bigint * interval '1 microsecond'`,
})

const KEYS: Record<Sort['by'], Key> = {
  number: plain(sql`${jobs.id}`, 'bigint'),
  label: { by: sql`${jobs.label} collate ${sql.raw(LABEL_COLLATION)}`, value: sql`${jobs.label}`, read: (value) => sql`${value}::text` },
  start: instant(sql`${jobs.begunAt}`),
  end: instant(sql`coalesce(${jobs.finishedAt}, 'infinity'::timestamptz)`),
  duration: plain(sql`${jobs.activeMs}`, 'bigint'),
  rejects: plain(sql`${jobs.rejects}`, 'bigint'),
}

/**
 * A page of the jobs that the filter means, newest first unless sorted otherwise. What arrives or changes meanwhile moves no
 * page's limits. A cursor that makes no sense is as if it were not there.
 */
export async function listJobs(tx: Tx, filter: JobFilter, { sort = NEWEST_FIRST, after, before }: Paging = {}): Promise<JobPage> {
  const follows = readCursor(sort.by, after)
  const place = follows ?? readCursor(sort.by, before)
  const backwards = place !== undefined && follows === undefined
  const rows = await read(tx, filter, { by: sort.by, descending: sort.descending !== backwards }, place)
  const more = rows.length > PAGE_SIZE
  // What leads up to a place and is not even a page is the list's beginning: the first page has it, and what follows. And
  // there is no page where all of it is gone.
  if (place && (backwards ? !more : rows.length === 0)) return listJobs(tx, filter, { sort })
  const page = rows.slice(0, PAGE_SIZE)
  if (backwards) page.reverse()
  const [first, last] = [page.at(0), page.at(-1)]
  const cursorOf = (row: (typeof page)[number] | undefined) => (row ? writeCursor(sort.by, { value: row.value, id: row.job.id }) : null)
  return {
    jobs: page.map(({ job }) => toJobView(job)),
    next: backwards || more ? cursorOf(last) : null,
    previous: place ? cursorOf(first) : null,
  }
}

async function read(tx: Tx, filter: JobFilter, { by, descending }: Sort, place: Place | undefined): Promise<{ job: Job; value: string }[]> {
  const key = KEYS[by]
  const direction = descending ? sql`desc` : sql`asc`
  const than = descending ? sql`<` : sql`>`
  const beyond =
    place &&
    (by === 'number' ? sql`${jobs.id} ${than} ${place.id}` : sql`(${key.by}, ${jobs.id}) ${than} (${key.read(place.value)}, ${place.id})`)
  const condition = jobCondition(filter)
  return tx
    .select({ job: jobs, value: sql<string>`${key.value}` })
    .from(jobs)
    .where(condition && beyond ? sql`${condition} and ${beyond}` : (condition ?? beyond))
    .orderBy(...(by === 'number' ? [] : [sql`${key.by} ${direction}`]), sql`${jobs.id} ${direction}`)
    .limit(PAGE_SIZE + 1)
}
