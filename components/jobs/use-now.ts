import { useNow } from 'next-intl'
import { useCallback, useSyncExternalStore } from 'react'

/** The time in milliseconds, renewed every `interval`; first the one the server rendered with, so that both render the same. */
export function useTicking(interval: number): number {
  const rendered = useNow().getTime()
  const subscribe = useCallback(
    (tick: () => void) => {
      const timer = setInterval(tick, interval)
      return () => clearInterval(timer)
    },
    [interval],
  )
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / interval) * interval,
    () => rendered,
  )
}
