import { readArguments, readJobId } from '#cli/arguments.ts'
import { withInstallation } from '#cli/open.ts'
import { duration, percent, printJob } from '#cli/print-job.ts'
import { NotDone } from '#cli/usage.ts'
import { activeMsAt } from '#jobs/job-view.ts'
import { type JobDetails, showJob } from '#jobs/show-job.ts'

/** `show ID`: what the General tab shows. */
export default async function show(args: string[]): Promise<number> {
  const { values, words } = readArguments(args, { json: { type: 'boolean' } }, ['ID'])
  const jobId = readJobId(words[0])
  return withInstallation(async ({ context }) => {
    const details = await showJob(context, jobId)
    if (!details) throw new NotDone(`there is no job ${jobId}`)
    if (values.json) printJob(details.job, { json: true })
    else process.stdout.write(inLines(details))
    return 0
  })
}

function inLines({ job, copyOf, template, files, moves, placeInLine }: JobDetails): string {
  const facts: [string, string | number | null][] = [
    ['id', job.id],
    ['type', job.kind],
    ['label', job.label],
    ['description', job.description],
    ['status', `${job.status} since ${job.statusSince}${placeInLine === null ? '' : `, number ${placeInLine} in line`}`],
    ['owner', job.owner],
    ['copy of', copyOf?.jobId ?? null],
    ['template', template?.name ?? null],
    ['table', job.table],
    ['created', job.createdAt],
    ['started', job.startedAt],
    ['finished', job.finishedAt],
    ['duration', duration(activeMsAt(job, Date.now()))],
    ['progress', percent(job)],
    ...Object.entries(job.counters),
    ...files.map((file): [string, string] => [`${file.role} file`, `${file.name}, ${file.size} bytes, sha256 ${file.sha256}`]),
    ...moves.map((move): [string, string] => [
      'move',
      `${move.at} ${move.from} → ${move.to} by ${move.by}${move.actor ? ` (${move.actor})` : ''}${move.reason ? `: ${move.reason}` : ''}`,
    ]),
  ]
  return facts.flatMap(([name, value]) => (value === null || value === '' ? [] : [`${name.padEnd(12)} ${value}\n`])).join('')
}
