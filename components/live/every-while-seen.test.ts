import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { everyWhileSeen } from '#components/live/every-while-seen.ts'

/** As much of a tab as counts here: whether somebody looks at it, and the word that this has changed. */
class Tab extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'
  turn(state: DocumentVisibilityState) {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

let tab: Tab

beforeEach(() => {
  tab = new Tab()
  vi.useFakeTimers()
  vi.stubGlobal('document', tab)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('nothing ticks in a tab that nobody looks at, and the time is right at once when somebody does', () => {
  const tick = vi.fn()
  const end = everyWhileSeen(1000, tick)
  vi.advanceTimersByTime(3000)
  expect(tick).toHaveBeenCalledTimes(3)

  tab.turn('hidden')
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(60_000)
  expect(tick).toHaveBeenCalledTimes(3)

  tab.turn('visible')
  expect(tick).toHaveBeenCalledTimes(4)
  vi.advanceTimersByTime(2000)
  expect(tick).toHaveBeenCalledTimes(6)

  end()
  tab.turn('hidden')
  tab.turn('visible')
  vi.advanceTimersByTime(5000)
  expect(tick).toHaveBeenCalledTimes(6)
})

test('one that begins behind others waits until it is seen', () => {
  tab.turn('hidden')
  const tick = vi.fn()
  const end = everyWhileSeen(1000, tick)
  expect(vi.getTimerCount()).toBe(0)
  tab.turn('visible')
  vi.advanceTimersByTime(1000)
  expect(tick).toHaveBeenCalledTimes(2)
  end()
  expect(vi.getTimerCount()).toBe(0)
})
