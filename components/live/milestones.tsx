'use client'

import { useFormatter } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { isInRow } from '#components/shell/rows.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import { type JobView, progressOf } from '#jobs/job-view.ts'

/** Parts of the way that are told of. */
const QUARTERS = 4

/** Reads out what the open job comes to: its statuses and each quarter of the way, and nothing of the ticks between. */
export function Milestones({ job, label }: { job: JobView; label: string }) {
  const t = useTranslations('milestones')
  const statusName = useTranslations('status')
  const format = useFormatter()
  const [said, setSaid] = useState('')
  const { status, counters } = job
  const share = progressOf(job)
  const quarter = status === 'running' && share !== null && share < 1 ? Math.floor(share * QUARTERS) : 0
  const [known, setKnown] = useState({ status, quarter })

  if (known.status !== status || known.quarter !== quarter) {
    setKnown({ status, quarter })
    if (known.status !== status) setSaid(t('status', { label, status: statusName(status), ended: status, rejects: counters.rejects }))
    else if (quarter > known.quarter) setSaid(t('progress', { label, percent: format.number(quarter / QUARTERS, 'percent') }))
  }

  const sayOpened = useEffectEvent(() => setSaid(t('opened', { label, status: statusName(status) })))
  // Whoever opened it from the list is still there, and hears what has opened.
  useEffect(() => {
    if (!isInRow(document.activeElement)) return
    // What is there from the first is not read out.
    const timer = setTimeout(sayOpened, 100)
    return () => clearTimeout(timer)
  }, [])

  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
