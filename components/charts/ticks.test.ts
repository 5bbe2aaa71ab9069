import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeStep, valueTicks } from '#components/charts/ticks.ts'

test('an axis has round numbers', () => {
  expect(valueTicks(83_000, 3)).toEqual([0, 50_000, 100_000])
  expect(valueTicks(7, 4)).toEqual([0, 2, 4, 6, 8])
  expect(valueTicks(0, 3)).toEqual([0, 1])
  expect(timeStep(7000)).toBe(10_000)
  expect(timeStep(3 * 86_400_000 - 1)).toBe(3 * 86_400_000)
})

test('an axis holds what it is for, in few even steps', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.integer({ min: 2, max: 6 }), (most, count) => {
      const ticks = valueTicks(most, count)
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most)
      expect(ticks.at(-2)).toBeLessThan(Math.max(most, 1))
      expect(ticks.length).toBeLessThanOrEqual(count + 1)
    }),
  )
})
