import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromZone, inZone } from '#i18n/zoned-time.ts'

test.each([
  ['2026-03-14T08:26:53.589Z', 'Europe/Berlin', '2026-03-14T09:26:53.589+01:00'],
  ['2026-07-14T08:26:53.000Z', 'America/Sao_Paulo', '2026-07-14T05:26:53.000-03:00'],
  ['2026-07-14T20:26:53.000Z', 'Asia/Kathmandu', '2026-07-15T02:11:53.000+05:45'],
  ['2026-07-14T20:26:53.000Z', 'UTC', '2026-07-14T20:26:53.000+00:00'],
])('%s is in %s %s', (moment, zone, shown) => {
  expect(inZone(new Date(moment), zone)).toBe(shown)
})

test('hours that are there twice, or not at all', () => {
  expect(fromZone('2026-10-25T02:30', 'Europe/Berlin')?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
  expect(fromZone('2026-03-29T02:30', 'Europe/Berlin')?.toISOString()).toBe('2026-03-29T01:30:00.000Z')
  expect(fromZone('yesterday', 'Europe/Berlin')).toBeUndefined()
  expect(fromZone('2026-13-45T99:99', 'Europe/Berlin')).toBeUndefined()
})

test('what the clocks show leads back to the moment, or to the same hour before they were set back', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC', 'America/St_Johns')
  const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(moments, zones, (moment, zone) => {
      const shown = inZone(moment, zone)
      expect(new Date(shown).getTime()).toBe(moment.getTime())
      const back = fromZone(shown.slice(0, 23), zone)
      expect(inZone(back as Date, zone).slice(0, 23)).toBe(shown.slice(0, 23))
      expect(moment.getTime() - (back as Date).getTime()).toBeGreaterThanOrEqual(0)
    }),
  )
})
