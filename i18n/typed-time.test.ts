import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTypedSpan, readTypedTime, writeTypedTime } from '#i18n/typed-time.ts'

const ZONE = 'Europe/Rome'
const iso = (instant: number | undefined) => (instant === undefined ? undefined : new Date(instant).toISOString())

test.each([
  ['22.11.2026, 09:14', 'de', '2026-11-22T08:14:00.000Z'],
  ['22.11.26 9:14', 'de', '2026-11-22T08:14:00.000Z'],
  ['1/2/2026', 'pt-BR', '2026-01-31T23:00:00.000Z'],
  ['1/2/2026', 'en-US', '2026-01-01T23:00:00.000Z'],
  ['2026-11-22 18h', 'sv', '2026-11-22T17:00:00.000Z'],
])('%s is read in %s', (text, locale, instant) => {
  expect(iso(readTypedTime(text, locale, ZONE))).toBe(instant)
})

test.each(['', 'gestern', '30.02.2026', '22.11.', '22.11.2026 25:00', '1.2.3.4.5.6.7', '22.11.2026 10:11:60', '22.11.99999'])(
  '%j is no time',
  (text) => {
    expect(readTypedTime(text, 'de', ZONE)).toBeUndefined()
  },
)

test('a day without a time ends when it is over', () => {
  expect(iso(readTypedTime('22.11.2026', 'de', ZONE, true))).toBe('2026-11-22T23:00:00.000Z')
  expect(iso(readTypedTime('22.11.2026 00:00', 'de', ZONE, true))).toBe('2026-11-21T23:00:00.000Z')
})

test.each([
  ['22.11.2026', '2026-11-21T23:00:00.000Z', '2026-11-22T23:00:00.000Z'],
  ['22.11.2026 9', '2026-11-22T08:00:00.000Z', '2026-11-22T08:01:00.000Z'],
  ['22.11.2026, 09:14', '2026-11-22T08:14:00.000Z', '2026-11-22T08:15:00.000Z'],
  ['22.11.2026, 09:14:07', '2026-11-22T08:14:07.000Z', '2026-11-22T08:14:08.000Z'],
  // A day on which the clock is set forward has 23 hours.
  ['29.03.2026', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
])('%s lasts until it is over', (text, from, to) => {
  const span = readTypedSpan(text, 'de', ZONE)
  expect([iso(span?.from), iso(span?.to)]).toEqual([from, to])
})

test('what is written is read again', () => {
  const minute = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2060, 0) / 60_000 }).map((minutes) => minutes * 60_000)
  fc.assert(
    fc.property(minute, fc.constantFrom('fr', 'it', 'pt-BR', 'es', 'de', 'en-US', 'sv'), (instant, locale) => {
      // Through summer and winter of a zone whose clock never changes.
      expect(readTypedTime(writeTypedTime(instant, locale, 'Asia/Tokyo'), locale, 'Asia/Tokyo')).toBe(instant)
      const exact = writeTypedTime(instant + 59_000, locale, 'Asia/Tokyo', { seconds: true })
      expect(readTypedSpan(exact, locale, 'Asia/Tokyo')?.from).toBe(instant + 59_000)
    }),
  )
})
