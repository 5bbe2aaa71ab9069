import { z } from 'zod'
import { weighJobs } from '#jobs/weigh-jobs.ts'
import { database } from '#lib/server.ts'

const ids = z.array(z.coerce.number().int().positive()).min(1).max(1000)

/** What hangs on the jobs of these numbers: `?ids=1042,1043`. */
export async function GET(request: Request): Promise<Response> {
  const asked = ids.safeParse(new URL(request.url).searchParams.get('ids')?.split(','))
  if (!asked.success) return Response.json({ code: 'invalid' }, { status: 400 })
  return Response.json(await weighJobs(database(), asked.data), { headers: { 'cache-control': 'no-store' } })
}
