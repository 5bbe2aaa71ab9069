import { formats } from '#i18n/formats.ts'
import { fromWallTime, toWallTime } from '#i18n/zoned-time.ts'

type Say = (key: 'seconds' | 'minutes' | 'hours', values: Record<string, string>) => string

/** Writes milliseconds as a person says them: 0.4 s, 52 s, 2 min 04 s, 1 h 05 min. The sentences are understood once for all of them. */
export function durationWriter(locale: string, say: Say): (ms: number) => string {
  const [tenths, whole, padded] = [{ maximumFractionDigits: 1 }, {}, { minimumIntegerDigits: 2 }].map((form) =>
    numberFormat(locale, form),
  ) as [Intl.NumberFormat, Intl.NumberFormat, Intl.NumberFormat]
  const inSeconds = once((values) => say('seconds', values), 'seconds')
  const inMinutes = once((values) => say('minutes', values), 'minutes', 'seconds')
  const inHours = once((values) => say('hours', values), 'hours', 'minutes')
  return (ms) => {
    const seconds = Math.floor(ms / 1000)
    if (ms < 10_000) return inSeconds(tenths.format(ms / 1000))
    if (seconds < 60) return inSeconds(whole.format(seconds))
    const minutes = Math.floor(seconds / 60)
    if (minutes < 60) return inMinutes(whole.format(minutes), padded.format(seconds % 60))
    return inHours(whole.format(Math.floor(minutes / 60)), padded.format(minutes % 60))
  }
}

/** A sentence with places for texts, which are all that changes of it. */
export function once<Name extends string>(say: (values: Record<Name, string>) => string, ...names: Name[]): (...texts: string[]) => string {
  const places = names.map((name, place) => [name, `\u0000${place}\u0000`])
  const parts = say(Object.fromEntries(places) as Record<Name, string>).split('\u0000')
  return (...texts) => parts.map((part, index) => (index % 2 === 0 ? part : texts[Number(part)])).join('')
}

/** Writes each number once for as long as it is among the last thousand or so: page after page shows the same. */
export function remembering(write: (value: number) => string): (value: number) => string {
  const written = new Map<number, string>()
  return (value) => {
    const known = written.get(value)
    if (known !== undefined) return known
    if (written.size === 1000) written.clear()
    const text = write(value)
    written.set(value, text)
    return text
  }
}

const keptNumbers = new Map<string, Intl.NumberFormat>()

/** To make one takes longer than to write a page with it, so that each is kept. */
export function numberFormat(locale: string, form: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(form)}`
  const format = keptNumbers.get(key) ?? new Intl.NumberFormat(locale, form)
  keptNumbers.set(key, format)
  return format
}

/** Writes dates as short as they can be understood: with their year where that is another than now, in the reader's zone. */
export function dateWriter(locale: string, zone: string, now: number): (at: number) => string {
  const [short, withYear] = (['short', 'shortYear'] as const).map((form) => dateFormat(locale, zone, form)) as [DateFormat, DateFormat]
  const year = Number(toWallTime(now, zone).slice(0, 4))
  const [begins, ends] = [year, year + 1].map((one) => fromWallTime(`${one}-01-01T00:00`, zone)) as [number, number]
  return (at) => (at >= begins && at < ends ? short : withYear).format(at)
}

type DateFormat = Intl.DateTimeFormat
const kept = new Map<string, DateFormat>()

/** Each is kept, as those of numbers are. */
export function dateFormat(locale: string, timeZone: string, form: keyof typeof formats.dateTime): DateFormat {
  const key = `${locale} ${timeZone} ${form}`
  const format = kept.get(key) ?? new Intl.DateTimeFormat(locale, { ...formats.dateTime[form], timeZone })
  kept.set(key, format)
  return format
}
