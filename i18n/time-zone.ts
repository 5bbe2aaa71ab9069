/** The cookie in which the browser tells its time zone, so that dates are right from the first byte on. */
export const TIME_ZONE_COOKIE = 'tz'

const OWN = Intl.DateTimeFormat().resolvedOptions().timeZone
const known = new Set([OWN])

/** The zone if it is one, else this server's own. To find out takes as long as to write a line of a page, so that it is kept. */
export function knownTimeZone(zone: string | undefined): string {
  if (!zone) return OWN
  if (known.has(zone)) return zone
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions()
    known.add(timeZone)
    return timeZone
  } catch {
    return OWN
  }
}
