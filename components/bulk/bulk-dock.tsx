'use client'

import dynamic from 'next/dynamic'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Selection } from '#components/bulk/selection.ts'
import { persistently } from '#components/ui/persistently.ts'

/** Loaded with the first tick. */
const BulkBar = dynamic(() => persistently(() => import('#components/bulk/bulk-bar.tsx')).then((module) => module.BulkBar), { ssr: false })

/** Where the bar of the chosen appears, at the lower edge of the list; the list leaves room for it meanwhile. */
export function BulkDock({ selection, search }: { selection: Selection; search: string }) {
  const any = useSyncExternalStore(selection.subscribe, selection.any, () => false)
  const [asked, setAsked] = useState(false)
  const dock = useRef<HTMLDivElement>(null)
  if (any && !asked) setAsked(true)
  useEffect(() => {
    const list = dock.current?.closest('section')
    if (any) list?.setAttribute('data-selecting', '')
    else list?.removeAttribute('data-selecting')
  }, [any])
  return (
    <div ref={dock} className="pointer-events-none absolute inset-x-0 bottom-0 z-20 flex justify-center p-3 cards:p-0">
      {asked && <BulkBar selection={selection} search={search} />}
    </div>
  )
}
