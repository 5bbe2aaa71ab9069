import 'server-only'
import { cookies } from 'next/headers'
import { knownTimeZone, TIME_ZONE_COOKIE } from '#i18n/time-zone.ts'
import type { Clock } from '#i18n/zoned-time.ts'

/** What "today" means to whoever reads this answer. */
export async function readerClock(): Promise<Clock> {
  return { zone: knownTimeZone((await cookies()).get(TIME_ZONE_COOKIE)?.value), now: Date.now() }
}
