import { readListQuery } from '#components/jobs/list-query.ts'
import { timeBars } from '#i18n/time-bars.ts'
import { startOfDay } from '#i18n/zoned-time.ts'
import { jobActivity } from '#jobs/job-activity.ts'
import { readerClock } from '#lib/reader-clock.ts'
import { database } from '#lib/server.ts'

/** Days up to now that are shown where the address names no period. */
const DAYS = 30

/** How many jobs of the list began when, in bars of the reader's clock and calendar; asked beside the list. */
export async function GET(request: Request): Promise<Response> {
  const clock = await readerClock()
  const query = readListQuery(new URL(request.url).searchParams, clock)
  const { zone, now } = clock
  const to = query.to ? Date.parse(query.to) : startOfDay(now, zone, 1)
  const from = query.from ? Date.parse(query.from) : startOfDay(to - 1, zone, 1 - DAYS)
  const { unit, edges } = timeBars(from, to, zone)
  const bars = await jobActivity(
    database(),
    query,
    edges.map((edge) => new Date(edge)),
  )
  return Response.json({ unit, bars }, { headers: { 'cache-control': 'no-store' } })
}
