import { expect, test } from 'vitest'
import { recentRate, type Sample, withSample } from '#components/job-details/recent-rate.ts'

/** So many records a second, told of twice a second. */
const steady = (from: number, to: number, perSecond: number, before: Sample[] = []): Sample[] => {
  let samples = before
  let done = before.at(-1)?.done ?? 0
  for (let at = from; at < to; at += 500) {
    done += perSecond / 2
    samples = withSample(samples, { at, done })
  }
  return samples
}

test('too little seen is no rate', () => {
  expect(recentRate([], 100_000)).toBeNull()
  expect(recentRate(steady(0, 4000, 1000), 4000)).toBeNull()
})

test('a job that becomes faster is as fast as it is by now, and not as it was on average', () => {
  const slow = steady(0, 600_000, 100)
  expect(recentRate(slow, 600_000)?.rate).toBeCloseTo(100, 5)
  const fast = steady(600_000, 625_000, 5000, slow)
  expect(recentRate(fast, 625_000)).toEqual({ rate: 5000, seconds: 15 })
  // What does not count any more is not kept.
  expect(fast.length).toBeLessThan(50)
})

test('a job that stands still says so, and one of which little is known does not', () => {
  const samples = steady(0, 30_000, 1000)
  expect(recentRate(samples, 31_000)?.rate).toBeCloseTo(1000, 5)
  const later = recentRate(samples, 40_000)?.rate ?? 0
  expect(later).toBeGreaterThan(400)
  expect(later).toBeLessThan(700)
  expect(recentRate(samples, 55_000)).toEqual({ rate: 0, seconds: 20 })
  // Two pieces a minute apart tell nothing of the last seconds.
  expect(recentRate(withSample([{ at: 0, done: 10 }], { at: 60_000, done: 20 }), 90_000)).toBeNull()
})
