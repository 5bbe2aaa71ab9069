import { readArguments, readJobId } from '#cli/arguments.ts'
import { withInstallation } from '#cli/open.ts'
import { duration, jobForScripts, percent, table } from '#cli/print-job.ts'
import { UsageError } from '#cli/usage.ts'
import type { Db } from '#db/client.ts'
import { activeMsAt, type ListedJob } from '#jobs/job-view.ts'
import { jobsById } from '#jobs/jobs-by-id.ts'
import { listJobs } from '#jobs/list-jobs.ts'
import { JOB_STATUSES, type JobStatus } from '#jobs/status.ts'

/** `list`: jobs, newest first; as JSON, an array in one line. */
export default async function list(args: string[]): Promise<number> {
  const { values } = readArguments(
    args,
    { status: { type: 'string', multiple: true }, search: { type: 'string' }, before: { type: 'string' }, json: { type: 'boolean' } },
    [],
  )
  const status = values.status?.map(readStatus)
  const before = values.before === undefined ? undefined : readJobId(values.before)
  return withInstallation(async ({ db }) => {
    const { jobs, next } = await listJobs(
      db,
      { status, search: values.search },
      { after: before === undefined ? undefined : String(before) },
    )
    process.stdout.write(values.json ? `${JSON.stringify(await forScripts(db, jobs))}\n` : inColumns(jobs))
    const last = jobs.at(-1)
    if (next !== null && last) process.stderr.write(`There are more: --before ${last.id}\n`)
    return 0
  })
}

function readStatus(word: string): JobStatus {
  const status = JOB_STATUSES.find((code) => code === word)
  if (!status) throw new UsageError(`"${word}" is not a status; they are ${JOB_STATUSES.join(', ')}`)
  return status
}

/** With all that is known of them, in their order. */
async function forScripts(db: Db, listed: ListedJob[]) {
  const ids = listed.map(({ id }) => id)
  const jobs = new Map((await jobsById(db, ids)).map((job) => [job.id, jobForScripts(job)]))
  return ids.flatMap((id) => jobs.get(id) ?? [])
}

function inColumns(jobs: ListedJob[]): string {
  const rows = jobs.map((job) => [
    job.id,
    job.status,
    job.kind,
    job.label,
    job.startedAt?.slice(0, 19) ?? '',
    duration(activeMsAt(job, Date.now())),
    percent(job),
    job.counters.rejects,
  ])
  return table(['id', 'status', 'type', 'label', 'started (UTC)', 'duration', 'progress', 'rejects'], rows)
}
