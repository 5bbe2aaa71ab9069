import type { JobPage } from '#components/jobs/list-query.ts'
import type { ListedJob } from '#jobs/job-view.ts'

type Counters = ListedJob['counters']

/** What is written of each job, its values in this order: a third as long as fifty objects with all that is known. */
const KEYS = Object.keys({
  id: true,
  kind: true,
  label: true,
  status: true,
  owner: true,
  table: true,
  fileName: true,
  held: true,
  discarded: true,
  retry: true,
  startedAt: true,
  finishedAt: true,
  activeMs: true,
  leasedAt: true,
  version: true,
} satisfies Record<Exclude<keyof ListedJob, 'counters'>, true>) as Exclude<keyof ListedJob, 'counters'>[]
const COUNTERS = Object.keys({ total: true, processed: true, success: true, rejects: true } satisfies Record<
  keyof Counters,
  true
>) as (keyof Counters)[]

type Written = Omit<JobPage, 'jobs'> & { rows: unknown[][] }

/** A page of the list as a text, to be handed to the browser. */
export function writePage({ jobs, ...page }: JobPage): string {
  const rows = jobs.map((job) => [...COUNTERS.map((name) => job.counters[name]), ...KEYS.map((key) => job[key])])
  return JSON.stringify({ ...page, rows } satisfies Written)
}

export function readPage(text: string): JobPage {
  const { rows, ...page } = JSON.parse(text) as Written
  const jobs = rows.map((row) => {
    const job = named(KEYS, row, COUNTERS.length)
    job.counters = named(COUNTERS, row, 0)
    return job as ListedJob
  })
  return { ...page, jobs }
}

/** One by one: an object made from entries is slow to make and to read. */
function named(names: string[], values: unknown[], from: number): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (let at = 0; at < names.length; at++) object[names[at] as string] = values[from + at]
  return object
}
