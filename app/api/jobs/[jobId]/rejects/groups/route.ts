import { readRejectsRequest } from '#app/api/jobs/[jobId]/rejects/rejects-request.ts'
import { countRejects, groupRejects } from '#jobs/list-rejects.ts'
import { database } from '#lib/server.ts'

/** A job's rejects by reason and column: examples of those in the state that is shown, counts of all. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects/groups'>) {
  const read = await readRejectsRequest(request, params)
  if (!read.ok) return read.answer
  const { state, search } = read.query.rejects
  const [groups, counts] = await Promise.all([
    groupRejects(database(), read.job.id, { state }),
    countRejects(database(), read.job.id, { search }),
  ])
  return Response.json({ groups, counts })
}
