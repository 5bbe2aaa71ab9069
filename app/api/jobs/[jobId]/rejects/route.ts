import { z } from 'zod'
import { key, readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { listRejects } from '#jobs/list-rejects.ts'
import { database } from '#lib/server.ts'

const query = z.object({ after: key, reason: z.string().optional(), column: z.string().optional() })

/** A page of a job's rejects, in the order of the file. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects'>) {
  const read = await readRequest(request, params, query)
  if (!read.ok) return read.answer
  const { after, reason, column } = read.query
  return Response.json(await listRejects(database(), read.job.id, { code: reason, column }, { after }))
}
