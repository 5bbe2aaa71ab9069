import { reasonOf } from '#jobs/reason-of.ts'
import { database } from '#lib/server.ts'

/** Who asked for the status that the job is in, and why: asked when somebody points at it in the list. */
export async function GET(_request: Request, { params }: RouteContext<'/api/jobs/[jobId]/reason'>): Promise<Response> {
  const { jobId } = await params
  const reason = /^\d{1,15}$/.test(jobId) ? await reasonOf(database(), Number(jobId)) : null
  return Response.json(reason, { headers: { 'cache-control': 'no-store' } })
}
