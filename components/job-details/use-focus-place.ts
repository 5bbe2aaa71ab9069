import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

/** Where the control that has the keyboard goes, or can be used no more, the keyboard goes on at `place`. */
export function useFocusPlace(place: RefObject<HTMLElement | null>) {
  const last = useRef<Element>(undefined)
  const lost = useRef(false)
  useEffect(() => {
    const gone = last.current !== undefined && (!last.current.isConnected || last.current.matches(':disabled'))
    const isNowhere = () => document.activeElement === document.body || (gone && document.activeElement === last.current)
    // The browser takes the focus from what is disabled when it draws; by then it may be enabled again.
    if (gone && isNowhere()) lost.current = true
    const frame = requestAnimationFrame(() => {
      if (!lost.current || !isNowhere() || !place.current) return
      lost.current = false
      place.current.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  })
  return {
    onFocus: ({ target }: FocusEvent) => {
      last.current = target
      lost.current = false
    },
    // Whoever goes elsewhere is not called back; a window that is left for another one is.
    onBlur: ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget || (target.isConnected && !target.matches(':disabled') && document.hasFocus())) last.current = undefined
    },
  }
}
