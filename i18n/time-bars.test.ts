import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeBars } from '#i18n/time-bars.ts'
import { toWallTime } from '#i18n/zoned-time.ts'

const ZONES = ['UTC', 'Europe/Rome', 'America/Sao_Paulo', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/Havana']

const walls = (from: string, to: string, zone: string) => {
  const { unit, edges } = timeBars(Date.parse(from), Date.parse(to), zone)
  return { unit, walls: edges.map((edge) => toWallTime(edge, zone)) }
}

test('the bars cover the whole period, without a gap, and are never too many', () => {
  const at = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2035, 0) })
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), at, fc.integer({ min: 1, max: 45 * 366 * 86_400_000 }), (zone, from, length) => {
      const { edges } = timeBars(from, from + length, zone)
      expect(edges.at(0)).toBe(from)
      expect(edges.at(-1)).toBe(from + length)
      expect(edges.every((edge, index) => index === 0 || edge > (edges[index - 1] as number))).toBe(true)
      expect(edges.length).toBeLessThanOrEqual(63)
    }),
  )
})

test('days are those of the calendar, also where the clock changes', () => {
  // On 29 March 2026 the clock in Rome jumps from 2 to 3; on 25 October it goes back.
  const march = walls('2026-03-26T23:00:00Z', '2026-04-25T22:00:00Z', 'Europe/Rome')
  expect(march.unit).toBe('day')
  expect(march.walls).toHaveLength(31)
  expect(march.walls.every((wall) => wall.endsWith('T00:00'))).toBe(true)
  const autumn = walls('2026-10-23T22:00:00Z', '2026-10-26T23:00:00Z', 'Europe/Rome')
  expect(autumn.unit).toBe('hours6')
  expect(autumn.walls.slice(4, 9)).toEqual([
    '2026-10-25T00:00',
    '2026-10-25T06:00',
    '2026-10-25T12:00',
    '2026-10-25T18:00',
    '2026-10-26T00:00',
  ])
})

test('an hour that comes twice is two bars, one that is skipped is none', () => {
  expect(walls('2026-10-24T22:00:00Z', '2026-10-25T03:00:00Z', 'Europe/Rome')).toMatchObject({ unit: 'minutes5' })
  const autumn = walls('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z', 'Europe/Rome')
  expect(autumn.unit).toBe('hour')
  expect(autumn.walls.filter((wall) => wall === '2026-10-25T02:00')).toHaveLength(2)
  expect(walls('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', 'Europe/Rome').walls).not.toContain('2026-03-29T02:00')
})

test('hours are full where the zone is half an hour off', () => {
  expect(walls('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 'Asia/Kolkata').walls.slice(0, 3)).toEqual([
    '2026-01-01T05:30',
    '2026-01-01T06:00',
    '2026-01-01T07:00',
  ])
})

test('weeks begin on Monday, months on the first, and years in January', () => {
  expect(walls('2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', 'UTC')).toMatchObject({
    unit: 'week',
    walls: expect.arrayContaining(['2026-01-01T00:00', '2026-01-05T00:00', '2026-01-12T00:00']),
  })
  expect(walls('2023-01-15T00:00:00Z', '2026-01-15T00:00:00Z', 'UTC').walls.slice(0, 2)).toEqual(['2023-01-15T00:00', '2023-02-01T00:00'])
  expect(walls('2000-06-01T00:00:00Z', '2026-01-01T00:00:00Z', 'UTC').walls.slice(0, 2)).toEqual(['2000-06-01T00:00', '2001-01-01T00:00'])
})

test('of a period without end the last sixty years', () => {
  const { unit, edges } = timeBars(Date.UTC(1000, 0), Date.UTC(9999, 0), 'UTC')
  expect({ unit, first: new Date(edges[0] as number).toISOString() }).toEqual({ unit: 'year', first: '9938-01-01T00:00:00.000Z' })
})
