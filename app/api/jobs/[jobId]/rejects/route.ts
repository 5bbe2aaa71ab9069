import { z } from 'zod'
import { key, readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { groupRejects, listRejects } from '#jobs/list-rejects.ts'
import { database } from '#lib/server.ts'

const query = z.object({ after: key, reason: z.string().optional(), column: z.string().optional() })

/** A page of a job's rejects, in the order of the file; with the first one the counts by reason and column. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects'>) {
  const read = await readRequest(request, params, query)
  if (!read.ok) return read.answer
  const { after, reason, column } = read.query
  const page = await listRejects(database(), read.job.id, { code: reason, column }, { after })
  return Response.json(after === undefined ? { ...page, groups: await groupRejects(database(), read.job.id) } : page)
}
