import { readListQuery } from '#components/jobs/list-query.ts'
import { countJobs } from '#jobs/count-jobs.ts'
import { database } from '#lib/server.ts'

/** How many jobs of the list there are in each status; asked beside the list, which never waits for it. */
export async function GET(request: Request): Promise<Response> {
  const counts = await countJobs(database(), readListQuery(new URL(request.url).searchParams))
  return Response.json(counts, { headers: { 'cache-control': 'no-store' } })
}
