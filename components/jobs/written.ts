import type { createFormatter } from 'use-intl/core'
import { formats } from '#i18n/formats.ts'
import { fromWallTime, toWallTime } from '#i18n/zoned-time.ts'

type Formatter = Pick<ReturnType<typeof createFormatter>, 'number'>
type Say = (key: 'seconds' | 'minutes' | 'hours', values: Record<string, string>) => string

const padded = (value: number, format: Formatter) => format.number(value, { minimumIntegerDigits: 2 })

/** Milliseconds as a person says them: 0.4 s, 52 s, 2 min 04 s, 1 h 05 min. */
export function writeDuration(ms: number, say: Say, format: Formatter): string {
  const whole = Math.floor(ms / 1000)
  if (ms < 10_000) return say('seconds', { seconds: format.number(ms / 1000, { maximumFractionDigits: 1 }) })
  if (whole < 60) return say('seconds', { seconds: format.number(whole) })
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return say('minutes', { minutes: format.number(minutes), seconds: padded(whole % 60, format) })
  return say('hours', { hours: format.number(Math.floor(minutes / 60)), minutes: padded(minutes % 60, format) })
}

/** Writes dates as short as they can be understood: with their year where that is another than now, in the reader's zone. */
export function dateWriter(locale: string, zone: string, now: number): (at: number) => string {
  const [short, withYear] = (['short', 'withYear'] as const).map((form) => dateFormat(locale, zone, form)) as [DateFormat, DateFormat]
  const year = Number(toWallTime(now, zone).slice(0, 4))
  const [begins, ends] = [year, year + 1].map((one) => fromWallTime(`${one}-01-01T00:00`, zone)) as [number, number]
  return (at) => (at >= begins && at < ends ? short : withYear).format(at)
}

type DateFormat = Intl.DateTimeFormat
const kept = new Map<string, DateFormat>()

/** To make one takes longer than to write a page with it, so that each is kept. */
export function dateFormat(locale: string, timeZone: string, form: keyof typeof formats.dateTime): DateFormat {
  const key = `${locale} ${timeZone} ${form}`
  const format = kept.get(key) ?? new Intl.DateTimeFormat(locale, { ...formats.dateTime[form], timeZone })
  kept.set(key, format)
  return format
}
