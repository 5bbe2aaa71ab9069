import { useNow } from 'next-intl'
import { useCallback, useSyncExternalStore } from 'react'
import { everyWhileSeen } from '#components/live/every-while-seen.ts'

/** The time in milliseconds, renewed every `interval`; first the one the server rendered with, so that both render the same. */
export function useTicking(interval: number): number {
  const rendered = useNow().getTime()
  const subscribe = useCallback((tick: () => void) => everyWhileSeen(interval, tick), [interval])
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / interval) * interval,
    () => rendered,
  )
}
