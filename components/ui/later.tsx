'use client'

import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { persistently } from '#components/ui/persistently.ts'

/**
 * A part of the page that comes after it, as nobody can need it before: the server writes only what stands in its place. (Where
 * `next/dynamic` leaves out a part of the server's page it throws and catches an error each time.)
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): (props: Props) => ReactNode {
  let loaded: ComponentType<Props> | undefined
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where a file begins, as dynamic is
  return function Later(props) {
    const [Part, setPart] = useState(() => loaded)
    useEffect(() => {
      if (Part) return
      let gone = false
      persistently(load).then((part) => {
        loaded = part
        if (!gone) setPart(() => part)
      })
      return () => {
        gone = true
      }
    }, [Part])
    return Part ? <Part {...props} /> : meanwhile
  }
}
