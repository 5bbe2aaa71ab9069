'use client'

import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import { useTicking } from '#components/jobs/use-now.ts'
import { durationWriter } from '#components/jobs/written.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import { activeMsAt, type ListedJob } from '#jobs/job-view.ts'

/** Writes milliseconds as a person says them. */
export function useDurationText(): (ms: number) => string {
  const t = useTranslations('list.duration')
  const locale = useLocale()
  return useMemo(() => durationWriter(locale, (unit, values) => t(unit, values)), [locale, t])
}

type Props = {
  job: ListedJob
  /** Where there are many jobs, one for all of them. */
  write: (ms: number) => string
}

/** Time of work on a job; it counts on while a worker executes it. */
export function Duration({ job, write }: Props) {
  return job.leasedAt === null ? write(job.activeMs) : <Running job={job} write={write} />
}

function Running({ job, write }: Props) {
  const ms = activeMsAt(job, useTicking(1000))
  return write(Math.floor(ms / 1000) * 1000)
}
