'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { markedJobs, subscribeMarks } from '#components/live/marks.ts'
import { persistently } from '#components/ui/persistently.ts'

const EndNotices = dynamic(() => persistently(() => import('#components/live/end-notices.tsx')).then((part) => part.EndNotices), {
  ssr: false,
})

/** Loads what tells of the end of jobs as soon as this browser has marked one. */
export function LaterEndNotices() {
  const marked = useSyncExternalStore(
    subscribeMarks,
    () => markedJobs() !== '',
    () => false,
  )
  return marked && <EndNotices />
}
