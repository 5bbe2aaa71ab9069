import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BREAKS, BUCKETS, gridOf, type Stretch } from '#jobs/throughput-grid.ts'

/** Work and rest in turn, from milliseconds to months. */
const worked = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5e9 }), fc.integer({ min: 0, max: 5e9 })), { minLength: 1, maxLength: 40 })
  .map((times) => {
    let at = 1_700_000_000_000
    return times.map(([work, rest]): Stretch => {
      const stretch = { from: at, to: at + work }
      at += work + rest
      return stretch
    })
  })

test('nobody worked, nothing is cut', () => {
  expect(gridOf([], 0)).toBeNull()
})

test('a picture has few buckets and few breaks, in order, and every moment of work is in one of its stretches', () => {
  fc.assert(
    fc.property(worked, fc.nat(1000), (work, told) => {
      const grid = gridOf(work, told)
      if (!grid) throw new Error('there was work')
      const { bucketMs, stretches } = grid
      expect(stretches.length).toBeLessThanOrEqual(BREAKS + 1)
      expect(stretches.reduce((sum, { buckets }) => sum + buckets, 0)).toBeLessThanOrEqual(BUCKETS + stretches.length)
      expect(stretches[0]?.from).toBe(work[0]?.from)
      expect(stretches.at(-1)?.to).toBe(work.at(-1)?.to)
      for (const [index, { from, to, buckets }] of stretches.entries()) {
        expect(from).toBeGreaterThanOrEqual(stretches[index - 1]?.to ?? from)
        // The last bucket takes what is left: at most a half more than the others, and never nothing.
        if (buckets > 1) expect(Math.abs(to - from - buckets * bucketMs)).toBeLessThanOrEqual(bucketMs / 2)
        else expect(to - from).toBeLessThanOrEqual(bucketMs * 1.5)
      }
      for (const { from, to } of work) expect(stretches.some((stretch) => stretch.from <= from && stretch.to >= to)).toBe(true)
    }),
  )
})
