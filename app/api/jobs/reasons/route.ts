import { PAGE_SIZE } from '#jobs/list-jobs.ts'
import { reasonsOf } from '#jobs/reasons-of.ts'
import { database } from '#lib/server.ts'

/** Who asked for the statuses of the jobs of a page of the list, and why: asked beside the list, which never waits for it. */
export async function GET(request: Request): Promise<Response> {
  const ids = (new URL(request.url).searchParams.get('ids')?.match(/\d{1,15}/g) ?? []).slice(0, PAGE_SIZE).map(Number)
  return Response.json(await reasonsOf(database(), ids), { headers: { 'cache-control': 'no-store' } })
}
