'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useDurationText } from '#components/jobs/duration.tsx'
import { useTicking } from '#components/jobs/use-now.ts'
import { useJob } from '#components/live/live.tsx'
import { Card } from '#components/ui/card.tsx'
import { activeMsAt, type JobView, paceOf, progressOf } from '#jobs/job-view.ts'
import { ENDED } from '#jobs/status.ts'

/** What the job does now, in a sentence, and how far it is. */
export function Progress({ job: initial, workersThere }: { job: JobView; workersThere: boolean }) {
  const t = useTranslations('general')
  const sentence = useTranslations('statusSentence')
  const format = useFormatter()
  const job = useJob(initial)
  const { status, counters } = job
  const waiting = status === 'running' && job.leasedAt === null
  const place = job.placeInLine ?? initial.placeInLine
  const share = progressOf(job)
  const percent = share === null ? null : format.number(Math.floor(share * 100) / 100, 'percent')

  return (
    <Card>
      <div className="space-y-3 p-4">
        <p className="max-w-3xl text-sm text-pretty">
          {waiting && !workersThere ? t('noWorker') : waiting && place !== null ? t('waiting', { place }) : sentence(status)}
        </p>
        {status !== 'editing' && (
          <>
            <div
              role="progressbar"
              aria-label={t('progress')}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
              aria-valuetext={
                percent === null || counters.total === null
                  ? t('counting')
                  : t('progressText', { percent, processed: counters.processed + job.held, total: counters.total })
              }
              className="h-2 overflow-hidden rounded-full bg-track"
            >
              <div
                className="h-full rounded-full transition-[width] duration-200"
                style={{ width: `${(share ?? 0) * 100}%`, backgroundColor: `var(--status-${status})` }}
              />
            </div>
            <dl className="grid grid-cols-2 gap-x-6 gap-y-2 text-sm @xl:grid-cols-4">
              <Figure term={t('progress')}>
                {percent ?? t('none')}
                <span className="block text-xs font-normal text-muted">
                  {counters.total === null
                    ? job.leasedAt !== null && t('counting')
                    : t('processedOf', { processed: counters.processed + job.held, total: counters.total })}
                </span>
              </Figure>
              {job.leasedAt === null ? <Pace job={job} now={0} /> : <TickingPace job={job} />}
            </dl>
          </>
        )}
      </div>
    </Card>
  )
}

/** While a worker executes the job, its time goes on. */
function TickingPace({ job }: { job: JobView }) {
  return <Pace job={job} now={useTicking(1000)} />
}

function Pace({ job, now }: { job: JobView; now: number }) {
  const t = useTranslations('general')
  const durationText = useDurationText()
  const pace = paceOf(job, now)
  return (
    <>
      <Figure term={t('elapsed')}>{durationText(activeMsAt(job, now))}</Figure>
      <Figure term={t('rate')}>{pace ? t('perSecond', { rate: pace.rate }) : t('none')}</Figure>
      <Figure term={t('remaining')}>{pace?.remainingMs == null || ENDED[job.status] ? t('none') : durationText(pace.remainingMs)}</Figure>
    </>
  )
}

function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{term}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  )
}
