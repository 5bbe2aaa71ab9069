import fc from 'fast-check'
import { expect, test } from 'vitest'
import { iconsOf, layOut } from '#components/charts/throughput-layout.ts'
import type { JobStatus } from '#jobs/status.ts'
import type { Mark, Throughput } from '#jobs/throughput.ts'

const BEGIN = Date.UTC(2026, 2, 1, 8)
const mark = (seconds: number, to: JobStatus): Mark => ({ at: BEGIN + seconds * 1000, to, by: 'worker', actor: null, reason: null })
const stretch = (from: number, counts: number[]) => ({
  from: BEGIN + from * 1000,
  to: BEGIN + (from + counts.length) * 1000,
  buckets: counts.length,
  counts,
})

test('a break stands between two stretches, as wide however long it was', () => {
  const data: Throughput = {
    bucketMs: 1000,
    stretches: [stretch(0, [10, 20]), stretch(50_000, [30, 40])],
    marks: [mark(0, 'running'), mark(2, 'paused'), mark(49_999, 'running'), mark(50_002, 'finished')],
  }
  const { stretches, breaks } = layOut(data, 448)
  expect(stretches.map((bars) => bars.map(({ x, rate }) => [x, rate]))).toEqual([
    [
      [0, 10],
      [100, 20],
    ],
    [
      [248, 30],
      [348, 40],
    ],
  ])
  // The end of the job is the end of the picture, and no break.
  expect(breaks).toEqual([{ x: 200, width: 48, became: data.marks[1], next: data.marks[2] }])
  // Its beginning and the moment at which the work went on each have their icon.
  expect(iconsOf(breaks).map(({ x, edge }) => [x, edge])).toEqual([
    [212, 'became'],
    [236, 'next'],
  ])
})

test('where breaks are many and the picture is narrow, what the job became is marked before that it went on', () => {
  const data: Throughput = { bucketMs: 1000, stretches: [], marks: [] }
  for (let turn = 0; turn < 9; turn += 1) {
    data.stretches.push(stretch(turn * 100, [10, 20]))
    data.marks.push(mark(turn * 100, 'running'), mark(turn * 100 + 2, turn === 8 ? 'finished' : 'server_shutdown'))
  }
  const { stretches, breaks } = layOut(data, 320)
  // Breaks leave most of the picture to the work.
  expect(breaks.map(({ width }) => width)).toEqual(new Array(8).fill(16))
  expect(stretches.flat().reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(192)
  const icons = iconsOf(breaks)
  expect(icons.map(({ edge }) => edge)).toEqual(new Array(8).fill('became'))
  for (const [index, { x }] of icons.entries()) expect(x - (icons[index - 1]?.x ?? -100)).toBeGreaterThanOrEqual(24)
})

test('what still rests is marked behind the last stretch, what was joined in its midst', () => {
  const data: Throughput = {
    bucketMs: 1000,
    stretches: [stretch(0, [10, 0, 0, 20])],
    marks: [mark(0, 'running'), mark(1, 'server_shutdown'), mark(3, 'running'), mark(4, 'paused')],
  }
  expect(layOut(data, 448).breaks).toMatchObject([
    { x: 100, width: 0, became: { to: 'server_shutdown' } },
    { x: 400, width: 48, became: { to: 'paused' }, next: null },
  ])
})

test.for([
  { rests: ['paused', 'cancelled'], next: 'cancelled' },
  { rests: ['server_shutdown', 'finished_with_errors'], next: 'finished_with_errors' },
  { rests: ['server_shutdown', 'finished_with_errors', 'running'], next: 'running' },
] as const)('$rests is one break, after which the job is $next', ({ rests, next }) => {
  const data: Throughput = {
    bucketMs: 1000,
    stretches: [stretch(0, [10, 20])],
    marks: [mark(0, 'running'), ...rests.map((to, index) => mark(2 + index, to))],
  }
  expect(layOut(data, 448).breaks).toMatchObject([{ x: 400, width: 48, became: { to: rests[0] }, next: { to: next } }])
})

test('everything is within the picture and follows each other, and times do not overlap', () => {
  const stretches = fc.array(fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(stretches, fc.integer({ min: 300, max: 2000 }), (all, width) => {
      let from = 0
      const data: Throughput = { bucketMs: 1000, stretches: [], marks: [] }
      for (const counts of all) {
        data.marks.push(mark(from, 'running'), mark(from + counts.length, 'paused'))
        data.stretches.push(stretch(from, counts))
        from += counts.length + 1000
      }
      const { stretches: drawn, breaks, times } = layOut(data, width)
      let end = 0
      for (const { x, width } of drawn.flat()) {
        expect(x).toBeGreaterThanOrEqual(end - 1e-6)
        end = x + width
      }
      expect(Math.max(end, ...breaks.map((one) => one.x + one.width))).toBeCloseTo(width)
      expect(breaks).toHaveLength(all.length)
      for (const [index, { x }] of times.entries()) expect(x - (times[index - 1]?.x ?? -1000)).toBeGreaterThan(80)
    }),
  )
})
