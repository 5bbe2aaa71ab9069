import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

/** Where the control that has the keyboard goes, or can be used no more, the keyboard goes on at `place`. */
export function useFocusPlace(place: RefObject<HTMLElement | null>) {
  const last = useRef<Element>(undefined)
  useEffect(() => {
    // The browser takes the focus from what is disabled when it draws.
    const frame = requestAnimationFrame(() => {
      const gone = last.current && (!last.current.isConnected || last.current.matches(':disabled'))
      if (gone && document.activeElement === document.body) place.current?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  })
  return {
    onFocus: ({ target }: FocusEvent) => {
      last.current = target
    },
    // Whoever goes elsewhere is not called back; a window that is left for another one is.
    onBlur: ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget || (target.isConnected && !target.matches(':disabled') && document.hasFocus())) last.current = undefined
    },
  }
}
