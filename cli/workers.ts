import { readArguments } from '#cli/arguments.ts'
import { withInstallation } from '#cli/open.ts'
import { table } from '#cli/print-job.ts'
import { listWorkers } from '#jobs/list-workers.ts'

/** `workers`: who is there to run jobs; as JSON, an array in one line. */
export default async function workersCommand(args: string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean' } }, [])
  return withInstallation(async ({ db }) => {
    const workers = await listWorkers(db)
    if (values.json) {
      const lean = workers.map(({ id, host, pid, jobs, heartbeatAt }) => ({ id, host, pid, job: jobs[0] ?? null, jobs, heartbeatAt }))
      process.stdout.write(`${JSON.stringify(lean)}\n`)
      return 0
    }
    const rows = workers.map(({ host, pid, jobs, slots, heartbeatAt }) => [
      host,
      pid,
      `${jobs.length}/${slots}`,
      jobs.join(' '),
      heartbeatAt,
    ])
    process.stdout.write(table(['host', 'pid', 'busy', 'jobs', 'last heartbeat'], rows))
    return 0
  })
}
