import { followJob } from '#cli/follow-job.ts'
import type { Installation } from '#cli/open.ts'
import { type Printing, percent, printJob } from '#cli/print-job.ts'
import { NotDone } from '#cli/usage.ts'
import { findJob } from '#jobs/find-job.ts'
import { toJobView } from '#jobs/job-view.ts'
import { listJournal } from '#jobs/list-journal.ts'

/** Prints the job as it is now. */
export async function showJobNow({ db }: Installation, jobId: number, printing: Printing): Promise<void> {
  const job = await findJob(db, jobId)
  if (job) printJob(toJobView(job), printing)
}

/**
 * `--wait`: prints the job when it has ended.
 * @throws NotDone unless it finished
 */
export async function waitForEnd(installation: Installation, jobId: number, printing: Printing): Promise<0> {
  const show = (text: string) => process.stderr.isTTY && process.stderr.write(`\r\u001b[K${text}`)
  const job = await followJob(installation, jobId, (now) => show(`job ${jobId} ${now.status} ${percent(now)}`))
  show('')
  if (!job) throw new NotDone(`job ${jobId} was deleted meanwhile`)
  printJob(job, printing)
  if (job.status === 'finished') return 0
  throw new NotDone(`job ${jobId} did not finish, it is ${job.status}${await lastError(installation, jobId)}`)
}

/** The error that the journal tells of, as code and parameters: `: file_missing mars.csv`. */
async function lastError({ db }: Installation, jobId: number): Promise<string> {
  const { entries } = await listJournal(db, jobId, { level: 'error' })
  const error = entries.findLast(({ code }) => code.startsWith('error.'))
  return error ? `: ${[error.code.slice('error.'.length), ...Object.values(error.params), error.detail ?? ''].join(' ').trim()}` : ''
}
