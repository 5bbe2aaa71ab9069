import { useCallback, useSyncExternalStore } from 'react'

/** Whether the screen is as this media query says; `before` is taken for it until the browser tells. */
export function useMedia(query: string, before: boolean): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', onChange)
      return () => media.removeEventListener('change', onChange)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => before,
  )
}
