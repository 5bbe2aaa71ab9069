import type { createFormatter } from 'use-intl/core'

type Formatter = Pick<ReturnType<typeof createFormatter>, 'number' | 'dateTime'>
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

/** A date as short as it can be understood: with its year where that is another than the reader's, in the reader's zone. */
export function writeDate(date: Date, now: Date, format: Formatter): string {
  const yearOf = (moment: Date) => format.dateTime(moment, { year: 'numeric' })
  return format.dateTime(date, yearOf(date) === yearOf(now) ? 'short' : 'withYear')
}
