import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useJob } from '#components/live/live.tsx'
import { useHidden } from '#components/live/use-hidden.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { JobStatus } from '#jobs/status.ts'
import type { Throughput } from '#jobs/throughput.ts'

/** Milliseconds between two readings, however often the job changes. */
const PAUSE = 2000
/** What takes the server long is read less often: it rests this many times as long as it worked. */
const REST = 10
/** Milliseconds after which a move is drawn, by when what came with it is there too. */
const SOON = 300

/** The job's throughput, read again as the job goes on; undefined until it is there. */
export function useThroughput(initial: JobView): Throughput | null | undefined {
  const { id, version, status } = useJob(initial)
  const [read, setRead] = useState<{ version: string; status: JobStatus; data: Throughput | null | undefined }>()
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
    setRead((before) => ({ version, status, data: data === undefined ? before?.data : data }))
  })
  const hidden = useHidden()
  useEffect(() => {
    if (busy.current || hidden || read?.version === version) return
    const rest = next.current - performance.now()
    // A pause or an end is worth a look at once.
    const timer = setTimeout(load, Math.max(0, read && read.status !== status ? Math.min(rest, SOON) : rest))
    return () => clearTimeout(timer)
  }, [version, status, read, hidden])

  return read?.data
}
