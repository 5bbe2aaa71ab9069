import { useRef } from 'react'

const FOCUSABLE = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex="0"]'

/**
 * Where the keyboard goes when what lies over the page is closed: Radix gives it back to a trigger of its own only. It goes to what
 * opened it, or, where that is gone by then, to what is nearest to its place.
 */
export function useReturnedFocus() {
  const way = useRef<HTMLElement[]>([])
  return {
    onOpenAutoFocus: () => {
      way.current = []
      for (let at = document.activeElement; at instanceof HTMLElement && at !== document.body; at = at.parentElement) way.current.push(at)
    },
    onCloseAutoFocus: () => {
      for (const place of way.current) {
        if (!place.isConnected) continue
        const to = place.matches(FOCUSABLE) ? place : place.querySelector<HTMLElement>(FOCUSABLE)
        to?.focus()
        if (to && document.activeElement === to) return
      }
    },
  }
}
