import { readListQuery } from '#components/jobs/list-query.ts'
import { countJobs } from '#jobs/count-jobs.ts'
import { readerClock } from '#lib/reader-clock.ts'
import { database } from '#lib/server.ts'

/** How many jobs of the list there are in each status; asked beside the list, which never waits for it. */
export async function GET(request: Request): Promise<Response> {
  const query = readListQuery(new URL(request.url).searchParams, await readerClock())
  const counts = await countJobs(database(), query)
  return Response.json(counts, { headers: { 'cache-control': 'no-store' } })
}
