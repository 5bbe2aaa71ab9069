import { readRejectsRequest } from '#app/api/jobs/[jobId]/rejects/rejects-request.ts'
import { selectionOf } from '#components/job-details/reject-query.ts'
import { listRejects } from '#jobs/list-rejects.ts'
import { database } from '#lib/server.ts'

/** A page of a job's rejects, in the order of the file. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects'>) {
  const read = await readRejectsRequest(request, params)
  if (!read.ok) return read.answer
  const { after, before, rejects } = read.query
  return Response.json(await listRejects(database(), read.job.id, selectionOf(rejects), { after, before }))
}
