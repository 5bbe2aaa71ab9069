import { listViews } from '#jobs/list-views.ts'
import { whoActs } from '#lib/context.ts'
import { database } from '#lib/server.ts'

/** The views of the list that whoever asks may choose from. */
export async function GET(): Promise<Response> {
  return Response.json(await listViews(database(), await whoActs()), { headers: { 'cache-control': 'no-store' } })
}
