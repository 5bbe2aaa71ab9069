/** A moment as the clocks of a zone show it, with how far they are from UTC: `2026-03-14T09:26:53.589+01:00`. */
export function inZone(moment: Date, timeZone: string): string {
  const offset = offsetAt(moment, timeZone)
  const shown = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1)
  const minutes = Math.abs(offset)
  return `${shown}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * The moment at which the clocks of a zone show this, `2026-03-14T09:26`; undefined where that is no time. What they show twice
 * is the first of the two; what they skip is as long after the hour that is skipped.
 */
export function fromZone(shown: string, timeZone: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?$/.test(shown)) return undefined
  const local = Date.parse(`${shown}Z`)
  if (Number.isNaN(local)) return undefined
  const moments = [-1, 1].map((day) => new Date(local - offsetAt(new Date(local + day * 86_400_000), timeZone) * 60_000))
  const exact = moments.filter((moment) => moment.getTime() + offsetAt(moment, timeZone) * 60_000 === local)
  return exact.length > 0 ? new Date(Math.min(...exact.map((moment) => moment.getTime()))) : moments[0]
}

const two = (number: number) => String(number).padStart(2, '0')

const known = new Map<string, Intl.DateTimeFormat>()

/** Minutes that the clocks of a zone are ahead of UTC at a moment. */
function offsetAt(moment: Date, timeZone: string): number {
  let format = known.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset', year: 'numeric' })
    known.set(timeZone, format)
  }
  const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
