import { Counters } from '#components/job-details/counters.tsx'
import { Facts } from '#components/job-details/facts.tsx'
import { Files } from '#components/job-details/files.tsx'
import { Moves } from '#components/job-details/moves.tsx'
import { Progress } from '#components/job-details/progress.tsx'
import { RefreshOnMove } from '#components/job-details/refresh-on-move.tsx'
import { Settings } from '#components/job-details/settings.tsx'
import { Throughput } from '#components/job-details/throughput.tsx'
import type { JobDetails } from '#jobs/show-job.ts'

/** What a job is, how far it is and what became of it. */
export function General({ details, workersThere }: { details: JobDetails; workersThere: boolean }) {
  const { job, copyOf, template, error, files, moves, settings } = details
  return (
    <div className="@container">
      <RefreshOnMove job={job} />
      <div className="grid gap-4 p-4 max-md:p-3 @4xl:grid-cols-2">
        <div className="grid min-w-0 gap-4 @4xl:col-span-2">
          <Progress job={job} workersThere={workersThere} error={error} />
          <Throughput job={job} />
          <Counters job={job} />
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <Facts job={job} copyOf={copyOf} template={template} />
          <Files kind={job.kind} files={files} />
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <Settings kind={job.kind} settings={settings} />
          <Moves moves={moves} />
        </div>
      </div>
    </div>
  )
}
