import { readArguments, readJobId } from '#cli/arguments.ts'
import { withInstallation } from '#cli/open.ts'
import { printJob } from '#cli/print-job.ts'
import { refusalText } from '#cli/refusal.ts'
import { NotDone } from '#cli/usage.ts'
import { deleteJob } from '#jobs/delete-job.ts'
import { findJob } from '#jobs/find-job.ts'
import { toJobView } from '#jobs/job-view.ts'
import { weighJobs } from '#jobs/weigh-jobs.ts'

/** `delete ID`: says what went, as JSON the job as it was. */
export default async function deleteCommand(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, { json: { type: 'boolean' } }, ['ID'])
  const jobId = readJobId(words[0])
  return withInstallation(async ({ db, context }) => {
    const [job, { files, entries, rejects, rows }] = [await findJob(db, jobId), await weighJobs(db, [jobId])]
    const outcome = await deleteJob(context, { jobId })
    if (!outcome.ok || !job)
      throw new NotDone(`job ${jobId} was not deleted: ${refusalText(outcome.ok ? { code: 'not_found' } : outcome.refusal)}`)
    if (values.json) printJob(toJobView(job), { json: true })
    else
      process.stdout.write(
        `job ${jobId} is deleted: files ${files}, journal lines ${entries}, rejects ${rejects}; rows that stay in the table ${rows}\n`,
      )
    return 0
  })
}
