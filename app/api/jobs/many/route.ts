import { z } from 'zod'
import { readListQuery } from '#components/jobs/list-query.ts'
import { REASON_LENGTH } from '#jobs/ask-to-stop.ts'
import { countForMany } from '#jobs/count-for-many.ts'
import { BATCH, forMany } from '#jobs/for-many.ts'
import type { JobFilter } from '#jobs/job-filter.ts'
import { MANY_VERBS } from '#jobs/status.ts'
import { context } from '#lib/context.ts'
import { isOwnPage } from '#lib/own-page.ts'
import { readerClock } from '#lib/reader-clock.ts'
import { database } from '#lib/server.ts'

const number = z.int().positive()
const asked = z.object({
  verb: z.enum(MANY_VERBS),
  reason: z.string().max(REASON_LENGTH).optional(),
  which: z.union([z.object({ ids: z.array(number).max(BATCH) }), z.object({ search: z.string().max(4000), upTo: number })]),
})

/** Which jobs are meant by a search of the list's address. */
const filterOf = async (search: string): Promise<JobFilter> => readListQuery(new URLSearchParams(search), await readerClock())

/** How many jobs match the filters of the address, and for how many of them each verb is possible. */
export async function GET(request: Request): Promise<Response> {
  const counts = await countForMany(database(), await filterOf(new URL(request.url).search))
  return Response.json(counts, { headers: { 'cache-control': 'no-store' } })
}

/** One verb for some jobs, the rest with the next request: no action of Next, which would hold up every other one meanwhile. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnPage(request)) return Response.json({ code: 'forbidden' }, { status: 403 })
  const input = asked.safeParse(await request.json().catch(() => undefined))
  if (!input.success) return Response.json({ code: 'invalid' }, { status: 400 })
  const { verb, reason, which } = input.data
  const chosen = 'ids' in which ? which : { filter: await filterOf(which.search), upTo: which.upTo }
  return Response.json(await forMany(await context(), { verb, reason, chosen }))
}
