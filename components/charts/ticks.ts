/** Marks for an axis from 0 that holds `most`: 1, 2 or 5 times a power of ten apart, the last at or above `most`, about `count` of them. */
export function valueTicks(most: number, count: number): number[] {
  const rough = Math.max(most, 1) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power)
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, index) => index * step)
}

const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]

/** Milliseconds between two marks of a clock, so that at most one falls on each `least` milliseconds. */
export const timeStep = (least: number): number =>
  (SECONDS.find((seconds) => seconds * 1000 >= least) ?? Math.ceil(least / 86_400_000) * 86_400) * 1000
