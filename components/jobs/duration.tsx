'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useTicking } from '#components/jobs/use-now.ts'
import { writeDuration } from '#components/jobs/written.ts'
import { activeMsAt, type JobView } from '#jobs/job-view.ts'

/** Writes milliseconds as a person says them. */
export function useDurationText(): (ms: number) => string {
  const t = useTranslations('list.duration')
  const format = useFormatter()
  return (ms) => writeDuration(ms, (unit, values) => t(unit, values), format)
}

/** Time of work on a job; it counts on while a worker executes it. */
export function Duration({ job }: { job: JobView }) {
  return job.leasedAt === null ? <Still ms={job.activeMs} /> : <Running job={job} />
}

function Still({ ms }: { ms: number }) {
  return useDurationText()(ms)
}

function Running({ job }: { job: JobView }) {
  const ms = activeMsAt(job, useTicking(1000))
  return useDurationText()(Math.floor(ms / 1000) * 1000)
}
