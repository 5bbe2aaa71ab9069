import { listChoices } from '#jobs/list-choices.ts'
import { database } from '#lib/server.ts'

/** Owners and tables to filter the list by; asked when a menu is opened. */
export async function GET(): Promise<Response> {
  return Response.json(await listChoices(database()), { headers: { 'cache-control': 'no-store' } })
}
