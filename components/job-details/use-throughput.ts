import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react'
import { useJob } from '#components/live/live.tsx'
import type { JobView } from '#jobs/job-view.ts'
import type { Throughput } from '#jobs/throughput.ts'

/** Milliseconds between two readings, however often the job changes. */
const PAUSE = 2000
/** What takes the server long is read less often: it rests this many times as long as it worked. */
const REST = 10

/** The job's throughput, read again as the job goes on; undefined until it is there. */
export function useThroughput(initial: JobView): Throughput | null | undefined {
  const { id, version } = useJob(initial)
  const [read, setRead] = useState<{ version: string; data: Throughput | null | undefined }>()
  const busy = useRef(false)
  const next = useRef(0)

  const load = useEffectEvent(async () => {
    busy.current = true
    const began = performance.now()
    // Where the server is away, the old picture stays, and what changes afterwards reads again.
    const data = await fetch(`/api/jobs/${id}/throughput`)
      .then((response) => (response.ok ? (response.json() as Promise<Throughput | null>) : undefined))
      .catch(() => undefined)
    const now = performance.now()
    next.current = now + Math.max(PAUSE, (now - began) * REST)
    busy.current = false
    setRead((before) => ({ version, data: data === undefined ? before?.data : data }))
  })
  const hidden = useSyncExternalStore(subscribeVisibility, isHidden, () => false)
  useEffect(() => {
    if (busy.current || hidden || read?.version === version) return
    const timer = setTimeout(load, Math.max(0, next.current - performance.now()))
    return () => clearTimeout(timer)
  }, [version, read, hidden])

  return read?.data
}

const isHidden = () => document.visibilityState === 'hidden'
function subscribeVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
