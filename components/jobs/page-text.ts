import type { JobPage } from '#components/jobs/list-query.ts'
import type { Counters, JobView } from '#jobs/job-view.ts'

/** The names of what a row says once, and the values of each row in that order: half as long as fifty objects. */
type Columns = { keys: (keyof JobView)[]; counters: (keyof Counters)[]; rows: unknown[][] }
type Written = Omit<JobPage, 'jobs'> & Columns

/** A page of the list as a text, to be handed to the browser. */
export function writePage({ jobs, ...page }: JobPage): string {
  const keys = Object.keys(jobs[0] ?? {}) as Columns['keys']
  const counters = Object.keys(jobs[0]?.counters ?? {}) as Columns['counters']
  const rows = jobs.map((job) => keys.map((key) => (key === 'counters' ? counters.map((each) => job.counters[each]) : job[key])))
  return JSON.stringify({ ...page, keys, counters, rows } satisfies Written)
}

export function readPage(text: string): JobPage {
  const { keys, counters, rows, ...page } = JSON.parse(text) as Written
  const jobs = rows.map((row) => {
    const job = named(keys, row)
    job.counters = named(counters, job.counters as unknown[])
    return job as JobView
  })
  return { ...page, jobs }
}

/** One by one: an object made from entries is slow to make and to read. */
function named(names: string[], values: unknown[]): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (let at = 0; at < names.length; at++) object[names[at] as string] = values[at]
  return object
}
