'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useTicking } from '#components/jobs/use-now.ts'
import { activeMsAt, type JobView } from '#jobs/job-view.ts'

const padded = (value: number) => String(value).padStart(2, '0')

/** Writes milliseconds as a person says them: 0.4 s, 52 s, 2 min 04 s, 1 h 05 min. */
export function useDurationText(): (ms: number) => string {
  const t = useTranslations('list.duration')
  const format = useFormatter()
  return (ms) => {
    const whole = Math.floor(ms / 1000)
    if (ms < 10_000) return t('seconds', { seconds: format.number(ms / 1000, { maximumFractionDigits: 1 }) })
    if (whole < 60) return t('seconds', { seconds: String(whole) })
    const minutes = Math.floor(whole / 60)
    if (minutes < 60) return t('minutes', { minutes: String(minutes), seconds: padded(whole % 60) })
    return t('hours', { hours: format.number(Math.floor(minutes / 60)), minutes: padded(minutes % 60) })
  }
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
