import { readListQuery } from '#components/jobs/list-query.ts'
import { jobsById } from '#jobs/jobs-by-id.ts'
import { listJobs } from '#jobs/list-jobs.ts'
import { readerClock } from '#lib/reader-clock.ts'
import { database } from '#lib/server.ts'

/** A page of the list, and beside it the job whose details are open, as it is at the same moment. */
export async function GET(request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams
  const query = readListQuery(params, await readerClock())
  const selected = Number(params.get('selected'))
  const [page, [job]] = await Promise.all([
    listJobs(database(), query, query),
    Number.isSafeInteger(selected) && selected > 0 ? jobsById(database(), [selected]) : [],
  ])
  return Response.json({ ...page, selected: job ?? null }, { headers: { 'cache-control': 'no-store' } })
}
