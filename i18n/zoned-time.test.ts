import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromWallTime, startOfDay, toOffsetTime, toWallTime } from '#i18n/zoned-time.ts'

const ZONES = ['UTC', 'Europe/Rome', 'America/Sao_Paulo', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia']
const zone = fc.constantFrom(...ZONES)
const minute = fc.integer({ min: Date.UTC(1990, 0) / 60_000, max: Date.UTC(2060, 0) / 60_000 }).map((minutes) => minutes * 60_000)

test.each([
  ['2026-03-29T01:30', 'Europe/Rome', '2026-03-29T00:30:00.000Z'],
  ['2026-07-01T00:00', 'Europe/Rome', '2026-06-30T22:00:00.000Z'],
  // Skipped when summer begins, twice when it ends.
  ['2026-03-29T02:30', 'Europe/Rome', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25T02:30', 'Europe/Rome', '2026-10-25T00:30:00.000Z'],
  ['2026-11-22T09:14:05', 'America/Sao_Paulo', '2026-11-22T12:14:05.000Z'],
])('%s in %s is %s', (text, zone, instant) => {
  expect(new Date(fromWallTime(text, zone) ?? Number.NaN).toISOString()).toBe(instant)
})

test.each(['', '2026-13-01T00:00', '22/11/2026', '2026-11-22'])('%j is no time', (text) => {
  expect(fromWallTime(text, 'Europe/Rome')).toBeUndefined()
})

test('a clock shows what it was asked for, unless it shows that time twice', () => {
  fc.assert(
    fc.property(minute, zone, (instant, zone) => {
      const back = fromWallTime(toWallTime(instant, zone), zone) ?? Number.NaN
      expect(toWallTime(back, zone)).toBe(toWallTime(instant, zone))
      expect(Math.abs(back - instant)).toBeLessThanOrEqual(3_600_000)
    }),
  )
})

test('a day begins before each of its instants, and is over within 25 hours', () => {
  fc.assert(
    fc.property(minute, zone, fc.integer({ min: -400, max: 400 }), (instant, zone, days) => {
      const [begin, end] = [startOfDay(instant, zone), startOfDay(instant, zone, 1)]
      expect(begin).toBeLessThanOrEqual(instant)
      expect(end).toBeGreaterThan(instant)
      expect(end - begin).toBeLessThanOrEqual(25 * 3_600_000)
      const other = startOfDay(instant, zone, days)
      expect(Math.abs((other - begin) / 86_400_000 - days)).toBeLessThanOrEqual(1.05)
    }),
  )
})

test.each([
  ['2026-03-14T08:26:53.589Z', 'Europe/Berlin', '2026-03-14T09:26:53.589+01:00'],
  ['2026-07-14T08:26:53.000Z', 'America/Sao_Paulo', '2026-07-14T05:26:53.000-03:00'],
  ['2026-07-14T20:26:53.000Z', 'Asia/Kathmandu', '2026-07-15T02:11:53.000+05:45'],
  ['2026-07-14T20:26:53.000Z', 'UTC', '2026-07-14T20:26:53.000+00:00'],
])('%s is in %s %s', (instant, zone, shown) => {
  expect(toOffsetTime(Date.parse(instant), zone)).toBe(shown)
})
