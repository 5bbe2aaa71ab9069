import { readRejectsRequest } from '#app/api/jobs/[jobId]/rejects/rejects-request.ts'
import { selectionOf } from '#components/job-details/reject-query.ts'
import { listRefusedValues } from '#jobs/list-rejects.ts'
import { database } from '#lib/server.ts'

/** The different values that were refused, the most frequent first. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects/values'>) {
  const read = await readRejectsRequest(request, params)
  return read.ok ? Response.json(await listRefusedValues(database(), read.job.id, selectionOf(read.query.rejects))) : read.answer
}
