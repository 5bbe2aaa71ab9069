import { useSyncExternalStore } from 'react'

/** Whether the tab is one that nobody looks at. */
export function useHidden(): boolean {
  return useSyncExternalStore(subscribe, isHidden, () => false)
}

const isHidden = () => document.visibilityState === 'hidden'

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
