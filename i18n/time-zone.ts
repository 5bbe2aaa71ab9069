/** The cookie in which the browser tells its time zone, so that dates are right from the first byte on. */
export const TIME_ZONE_COOKIE = 'tz'

/** The zone if it is one, else this server's own. */
export function knownTimeZone(zone: string | undefined): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (!zone) return own
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return own
  }
}
