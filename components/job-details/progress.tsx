'use client'

import { CircleX } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { useReadableParams } from '#components/job-details/readable-params.ts'
import { recentRate, type Sample, withSample } from '#components/job-details/recent-rate.ts'
import { useDurationText } from '#components/jobs/duration.tsx'
import { useTicking } from '#components/jobs/use-now.ts'
import { useJob, usePlaceInLine, useWorkersThere } from '#components/live/live.tsx'
import { Card } from '#components/ui/card.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import { activeMsAt, type JobView, paceOf, percentOf, progressOf, remainingMsAt } from '#jobs/job-view.ts'
import type { JobDetails } from '#jobs/show-job.ts'
import { ENDED } from '#jobs/status.ts'

type Props = { job: JobView; workersThere: boolean; error: JobDetails['error'] }

/** What the job does now, in a sentence, and how far it is. */
export function Progress({ job: initial, workersThere: rendered, error }: Props) {
  const t = useTranslations('general')
  const sentence = useTranslations('statusSentence')
  const format = useFormatter()
  const job = useJob(initial)
  const { status, counters, retry } = job
  // While rejects are tried again, it is they that are counted here.
  const done = retry ? retry.total - retry.left + job.held : counters.processed + job.held
  const total = retry ? retry.total : counters.total
  const waiting = status === 'running' && job.leasedAt === null
  const place = usePlaceInLine(job) ?? initial.placeInLine
  const workersThere = useWorkersThere(rendered)
  const share = progressOf(job)
  const whole = percentOf(share)
  const percent = whole === null ? null : format.number(whole / 100, 'percent')

  return (
    <Card>
      <div className="space-y-3 p-4">
        <p className="max-w-3xl text-sm text-pretty">
          {waiting && !workersThere
            ? t('noWorker')
            : waiting && place !== null
              ? t('waiting', { place })
              : status === 'running' && retry
                ? t('retrying', { total: retry.total })
                : status === 'running' && !waiting
                  ? t('executing')
                  : status === 'finished'
                    ? t('complete', { any: String(counters.rejects > 0), open: counters.rejects - job.discarded })
                    : sentence(status)}
        </p>
        {error && status === 'finished_with_errors' && <StoppedBy error={error} />}
        {status !== 'editing' && (
          <>
            <div
              role="progressbar"
              aria-label={t('progress')}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={whole ?? undefined}
              aria-valuetext={percent === null || total === null ? t('counting') : t('progressText', { percent, processed: done, total })}
              className="h-2 overflow-hidden rounded-full bg-track"
            >
              <div
                className="h-full rounded-full transition-[width] duration-200"
                style={{ width: `${(share ?? 0) * 100}%`, backgroundColor: `var(--status-${status})` }}
              />
            </div>
            <dl className="grid grid-cols-2 gap-x-6 gap-y-2 text-sm @xl:grid-cols-4">
              <Figure
                term={retry ? t('retryProgress') : t('progress')}
                note={total === null ? job.leasedAt !== null && t('counting') : t('processedOf', { processed: done, total })}
              >
                {percent ?? t('none')}
              </Figure>
              {job.leasedAt === null ? <Pace job={job} now={0} /> : <TickingPace job={job} />}
            </dl>
          </>
        )}
      </div>
    </Card>
  )
}

/** Why the job ended with errors, as its journal says it. */
function StoppedBy({ error: { code, params, detail } }: { error: NonNullable<JobDetails['error']> }) {
  const t = useTranslations('journalTab')
  const say = useTranslations('journal')
  const readable = useReadableParams()
  return (
    <div className="flex max-w-3xl gap-2.5 rounded-md bg-subtle px-3 py-2 text-sm">
      <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="min-w-0">
        <p className="text-pretty wrap-anywhere">{say(code, readable(params))}</p>
        {detail && (
          <details className="mt-0.5">
            <summary className="w-fit rounded-sm text-xs text-muted hover:text-ink">{t('detail')}</summary>
            <pre className="mt-1 font-mono text-xs wrap-anywhere whitespace-pre-wrap">{detail}</pre>
          </details>
        )}
      </div>
    </div>
  )
}

/** While a worker executes the job, its time goes on, and what it does of late is known. */
function TickingPace({ job }: { job: JobView }) {
  const now = useTicking(1000)
  const done = job.counters.processed + job.held
  // Of another worker's turn, as of what nobody looked at, nothing is known here.
  const [seen, setSeen] = useState<{ turn: string | null; samples: Sample[] }>({ turn: job.leasedAt, samples: [] })
  useEffect(() => {
    setSeen((before) => ({
      turn: job.leasedAt,
      samples: withSample(before.turn === job.leasedAt ? before.samples : [], { at: Date.now(), done }),
    }))
  }, [job.leasedAt, done])
  return <Pace job={job} now={now} recent={recentRate(seen.samples, now)} />
}

/** Rate and remaining time are told of work that goes on; of work that rests, what it came to until then, and nothing of what is to come. */
function Pace({ job, now, recent = null }: { job: JobView; now: number; recent?: ReturnType<typeof recentRate> }) {
  const t = useTranslations('general')
  const statusName = useTranslations('status')
  const durationText = useDurationText()
  const average = paceOf(job, now)
  const { status, leasedAt } = job
  const working = status === 'running' && leasedAt !== null
  const pace = average && working && recent ? { rate: recent.rate, remainingMs: remainingMsAt(job, recent.rate) } : average
  const remaining = working && pace ? pace.remainingMs : null
  return (
    <>
      <Figure term={t('elapsed')}>{durationText(activeMsAt(job, now))}</Figure>
      <Figure term={t('rate')} note={pace && (working && recent ? t('lately', { seconds: recent.seconds }) : t('onAverage'))}>
        {pace ? t('perSecond', { rate: pace.rate }) : t('none')}
      </Figure>
      <Figure term={t('remaining')} note={!ENDED[status] && !working && (status === 'running' ? t('waits') : statusName(status))}>
        {remaining === null ? t('none') : durationText(remaining)}
      </Figure>
    </>
  )
}

function Figure({ term, note, children }: { term: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{term}</dt>
      <dd className="font-medium">
        {children}
        {note && <span className="block text-xs font-normal text-muted">{note}</span>}
      </dd>
    </div>
  )
}
