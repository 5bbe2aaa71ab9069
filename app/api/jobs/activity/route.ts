import { readListQuery } from '#components/jobs/list-query.ts'
import { timeBars } from '#i18n/time-bars.ts'
import { startOfDay } from '#i18n/zoned-time.ts'
import { firstBegun } from '#jobs/first-begun.ts'
import { jobActivity } from '#jobs/job-activity.ts'
import { readerClock } from '#lib/reader-clock.ts'
import { database } from '#lib/server.ts'

/** Days up to now that are shown where the address names no period; fewer while no job is older. */
const DAYS = 30

/** How many jobs of the list began when, in bars of the reader's clock and calendar; asked beside the list. */
export async function GET(request: Request): Promise<Response> {
  const clock = await readerClock()
  const query = readListQuery(new URL(request.url).searchParams, clock)
  const { zone, now } = clock
  const to = query.to ? Date.parse(query.to) : startOfDay(now, zone, 1)
  const from = query.from ? Date.parse(query.from) : Math.max(startOfDay(to - 1, zone, 1 - DAYS), await firstDay(to, zone))
  const { unit, edges } = timeBars(from, to, zone)
  const bars = await jobActivity(
    database(),
    query,
    edges.map((edge) => new Date(edge)),
  )
  return Response.json({ unit, bars }, { headers: { 'cache-control': 'no-store' } })
}

/** When the day began on which the first job did, but no later than the last day before `to`. */
async function firstDay(to: number, zone: string): Promise<number> {
  const first = (await firstBegun(database()))?.getTime() ?? to
  return startOfDay(Math.min(first, to - 1), zone)
}
