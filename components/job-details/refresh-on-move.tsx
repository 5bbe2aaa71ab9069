'use client'

import { useEffect } from 'react'
import { useJob } from '#components/live/live.tsx'
import { useRefresh } from '#components/live/use-refresh.ts'
import type { JobView } from '#jobs/job-view.ts'

/** History and settings are the server's: they are rendered anew when a worker takes the job and when its file is understood. */
export function RefreshOnMove({ job }: { job: JobView }) {
  const refresh = useRefresh()
  const { status, leasedAt, counters } = useJob(job)
  const taken = (leasedAt === null) !== (job.leasedAt === null)
  const counted = (counters.total === null) !== (job.counters.total === null)
  // A change of status renders the page anyhow.
  const moved = status === job.status && (taken || counted)
  useEffect(() => {
    if (moved) refresh()
  }, [moved, refresh])
  return null
}
