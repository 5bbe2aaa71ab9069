import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createJournalWindow, type JournalSource } from '#components/job-details/journal-window.ts'
import type { EntryView, JournalPage } from '#jobs/list-journal.ts'

const PAGE = 200

const entry = (id: number): EntryView => ({
  id,
  at: new Date(id).toISOString(),
  level: 'info',
  code: 'move.paused',
  params: {},
  detail: null,
})

/** A journal that grows, read as the server reads it. */
function journal(count: number) {
  const ids = Array.from({ length: count }, (_, index) => index + 1)
  const page = (some: number[], earlier: boolean, later: boolean): JournalPage => ({
    entries: some.map(entry),
    earlier: earlier ? (some[0] ?? 0) : null,
    later: later ? (some.at(-1) ?? 0) : null,
    newest: ids.at(-1) ?? 0,
  })
  const read: JournalSource['read'] = async ({ after, before, around }) => {
    if (around !== undefined) {
      const at = ids.findIndex((id) => id >= around)
      const from = Math.max(0, (at < 0 ? ids.length : at) - 60)
      const some = ids.slice(from, (at < 0 ? ids.length : at) + PAGE)
      return page(some, from > 0, some.at(-1) !== ids.at(-1))
    }
    if (after !== undefined) {
      const rest = ids.filter((id) => id > after)
      return page(rest.slice(0, PAGE), after > 0, rest.length > PAGE)
    }
    const rest = ids.filter((id) => before === undefined || id < before)
    return page(rest.slice(-PAGE), rest.length > PAGE, before !== undefined)
  }
  return {
    ids,
    add: (...more: number[]) => {
      ids.push(...more)
      ids.sort((a, b) => a - b)
    },
    source: {
      read: vi.fn(read),
      count: async (after: number) => {
        const count = ids.filter((id) => id > after).length
        return { count: Math.min(count, 1000), more: count > 1000 }
      },
    },
  }
}

async function opened(count: number) {
  const { ids, add, source } = journal(count)
  const store = createJournalWindow(await source.read({}, new AbortController().signal), true, 'end', source)
  return { ids, add, source, store, shown: () => store.get().entries.map(({ id }) => id) }
}

const rest = () => vi.advanceTimersByTimeAsync(10_000)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the part of a journal that a page holds', () => {
  test('followed, it shows what comes, and leaves out what nobody could have seen', async () => {
    const { add, source, store, shown } = await opened(1000)
    expect(shown()).toEqual(range(801, 1000))
    add(...range(1001, 1010))
    store.happened()
    await rest()
    expect(shown().slice(-11)).toEqual(range(1000, 1010))
    source.read.mockClear()
    add(...range(1011, 9000))
    for (let burst = 0; burst < 50; burst += 1) store.happened()
    await rest()
    expect(shown()).toEqual(range(8801, 9000))
    expect(source.read.mock.calls.length).toBeLessThan(5)
  })

  test('held still, it counts what comes and shows it when it is followed again', async () => {
    const { add, store, shown } = await opened(300)
    store.hold()
    const before = shown()
    add(...range(301, 340))
    store.happened()
    await rest()
    expect(shown()).toEqual(before)
    expect(store.get().fresh).toEqual({ count: 40, more: false })
    store.follow()
    await rest()
    expect(shown().at(-1)).toBe(340)
    expect(store.get()).toMatchObject({ following: true, fresh: { count: 0 }, later: null })
  })

  test('what is committed late finds its place, followed or held', async () => {
    const { add, store, shown } = await opened(0)
    add(1, 2, 5, 9)
    store.happened()
    await rest()
    add(3, 12)
    store.happened()
    await rest()
    expect(shown()).toEqual([1, 2, 3, 5, 9, 12])
    store.hold()
    add(7)
    store.happened()
    await rest()
    expect(shown()).toEqual([1, 2, 3, 5, 7, 9, 12])
  })

  test('a server that does not answer is told of, and asked again', async () => {
    const { source, store, shown } = await opened(1000)
    source.read.mockRejectedValueOnce(new Error('away'))
    await store.open({ around: 500 }, 500)
    expect(store.get()).toMatchObject({ failed: true, opening: false })
    expect(shown().at(-1)).toBe(1000)
    store.retry()
    await rest()
    expect(shown()).toContain(500)
    expect(store.get().failed).toBe(false)
  })

  test('wherever the reader goes and whatever comes meanwhile, nothing is missing in what is held, and it stays small', async () => {
    const step = fc.oneof(
      fc.constantFrom('earlier', 'later', 'follow', 'hold', 'wait').map((what) => ({ what, number: 0 })),
      fc.record({ what: fc.constantFrom('around', 'grow', 'late'), number: fc.integer({ min: 1, max: 3000 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2500 }), fc.array(step, { maxLength: 25 }), async (count, steps) => {
        const { ids, add, store, shown } = await opened(0)
        // Every tenth number is left for a late one.
        let next = 1
        const grow = (more: number) => {
          const fresh: number[] = []
          for (; fresh.length < more; next += 1) if (next % 10 !== 0) fresh.push(next)
          add(...fresh)
          store.happened()
        }
        grow(count)
        for (const { what, number } of steps) {
          if (what === 'earlier') await store.readEarlier()
          if (what === 'later') await store.readLater()
          if (what === 'follow') store.follow()
          if (what === 'hold') store.hold()
          if (what === 'around') await store.open({ around: number }, number)
          if (what === 'grow') grow(number % 700)
          if (what === 'late') {
            const late = next - 10 - (next % 10) - 10 * (number % 30)
            if (late > 0 && !ids.includes(late)) add(late)
            store.happened()
          }
          if (what === 'wait') await rest()
        }
        store.happened()
        await rest()
        const held = shown()
        const [first = 0, last = 0] = [held[0], held.at(-1)]
        expect(held).toEqual(ids.filter((id) => id >= first && id <= last))
        expect(held.length).toBeLessThanOrEqual(1000)
        const { following, earlier, later, fresh } = store.get()
        if (following) expect(last).toBe(ids.at(-1) ?? 0)
        if (later === null) expect(last).toBe(ids.at(-1) ?? 0)
        if (earlier === null && held.length > 0) expect(first).toBe(ids[0] ?? 0)
        if (following) expect(fresh.count).toBe(0)
        store.end()
      }),
      { numRuns: 150 },
    )
  })
})
