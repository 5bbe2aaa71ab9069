import { listChoices } from '#jobs/list-choices.ts'
import { whoActs } from '#lib/context.ts'
import { database } from '#lib/server.ts'

/** Owners, tables and templates to filter the list by; asked when a menu is opened. */
export async function GET(): Promise<Response> {
  return Response.json(await listChoices(database(), await whoActs()), { headers: { 'cache-control': 'no-store' } })
}
