'use client'

import { useEffect } from 'react'
import { useJob } from '#components/live/live.tsx'
import { useRouter } from '#i18n/navigation.ts'
import type { JobView } from '#jobs/job-view.ts'

/** Milliseconds between two looks while a job waits: neither a worker that comes nor the line ahead announces itself. */
const LOOK = 5000

/** History, files and settings are the server's: they are rendered anew when the job moves. */
export function RefreshOnMove({ job }: { job: JobView }) {
  const router = useRouter()
  const { status, leasedAt } = useJob(job)
  const moved = status !== job.status || (leasedAt === null) !== (job.leasedAt === null)
  const waiting = status === 'running' && leasedAt === null
  useEffect(() => {
    if (moved) router.refresh()
  }, [moved, router])
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(() => router.refresh(), LOOK)
    return () => clearInterval(timer)
  }, [waiting, router])
  return null
}
