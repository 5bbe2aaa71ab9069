import { z } from 'zod'
import { readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { sharedThroughput } from '#lib/shared-throughput.ts'

/** How many records of a job came through over time; null where nobody worked on it yet. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/throughput'>) {
  const read = await readRequest(request, params, z.object({}))
  return read.ok ? Response.json(await sharedThroughput(read.job.id, read.job.status)) : read.answer
}
