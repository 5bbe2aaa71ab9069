'use client'

import { clsx } from 'clsx'
import { ChevronLeft, X } from 'lucide-react'
import { useFormatter } from 'next-intl'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useListSearch } from '#components/jobs/addresses.ts'
import { CopyLink } from '#components/jobs/copy-link.tsx'
import { JobActions, type JobVerbs } from '#components/jobs/job-actions.tsx'
import { MoreActions, type MoreVerbs } from '#components/jobs/more-actions.tsx'
import { StatusIcon } from '#components/jobs/status-icon.tsx'
import { TellMe } from '#components/jobs/tell-me.tsx'
import { useTicking } from '#components/jobs/use-now.ts'
import { askedFor, useReasons } from '#components/jobs/use-reasons.ts'
import { useJob, useLiveChange, usePlaceInLine } from '#components/live/live.tsx'
import { Milestones } from '#components/live/milestones.tsx'
import { isSettled } from '#components/live/settled.ts'
import { TabStatus } from '#components/live/tab-status.tsx'
import { useRefresh } from '#components/live/use-refresh.ts'
import { useCommand } from '#components/shell/commands.ts'
import { focusOpenRow } from '#components/shell/rows.ts'
import { Button } from '#components/ui/button.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { Link, useRouter } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { Verb } from '#jobs/status.ts'

/** Who asked for the status the job has, by which verb, and why. */
export type AskedBy = { verb: Verb; actor: string; reason: string | null }

/** How it is said who that was. */
const BY = { start: 'startedBy', retry: 'retriedBy', pause: 'by', cancel: 'by' } as const satisfies Record<Verb, string>

type Props = { job: JobView; askedBy: AskedBy | null; verbs: JobVerbs; more: MoreVerbs }

/** Milliseconds after which the page is rendered again when the job has another status than it shows. */
const SETTLE = 60

/** With a dot before it, which lies outside of the box, and so is cut off, where a line begins. */
const APART = "relative pl-4 before:absolute before:left-1.5 before:content-['·']"

export function JobHeader({ job: read, askedBy, verbs, more }: Props) {
  const t = useTranslations('job')
  const list = useTranslations('list')
  const statusName = useTranslations('status')
  const router = useRouter()
  const refresh = useRefresh()
  const search = useListSearch()
  const job = useJob(read)
  const place = usePlaceInLine(job)
  const label = job.label || list('unlabelled')
  // What the server rendered, or what somebody has said since.
  const told = useReasons(useMemo(() => (job.version === read.version ? [] : [job]), [job, read.version]))
  const asked = askedFor(job, told.get(job.id)) ?? (job.status === read.status ? askedBy : null)
  const by = asked && 'verb' in asked ? BY[asked.verb] : 'by'

  // What the server rendered of this job belongs to another status, or to the time before a gap: render it again.
  useEffect(() => {
    if (job.status === read.status) return
    const timer = setTimeout(refresh, SETTLE)
    return () => clearTimeout(timer)
  }, [job.status, read.status, refresh])
  const [opened, setOpened] = useState(false)
  // Whoever deletes the job is led to the list; everybody else is told that it is gone.
  const leaving = useRef(false)
  useLiveChange((change) => {
    if (change.type === 'deleted' && change.jobId === job.id && !leaving.current) refresh()
    if (change.type !== 'caught-up') return
    if (opened) refresh()
    setOpened(true)
  })

  // Esc goes one step back; dialogs and menus that close by it prevent its default.
  function close() {
    focusOpenRow()
    router.push({ pathname: '/jobs', query: search })
  }
  useCommand('close', close)
  const onEscape = useEffectEvent(close)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || (event.target as Element).closest('input, textarea, select')) return
      onEscape()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  // On a phone the row that opened it is out of sight: who came by keys goes on here.
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const { activeElement } = document
    if (isSettled() && (!(activeElement instanceof HTMLElement) || activeElement === document.body || activeElement.offsetParent === null))
      heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <>
      <TabStatus job={job} />
      <header className="flex min-w-0 items-start gap-2 pt-3 pb-2.5 pl-4 [grid-area:head] max-md:border-b max-md:border-line max-md:pt-2 max-md:pl-2 md:pr-6">
        <Button asChild look="ghost" size="icon" className="md:hidden" aria-label={t('back')}>
          <Link href={{ pathname: '/jobs', query: search }} prefetch={false}>
            <ChevronLeft aria-hidden className="size-5" />
          </Link>
        </Button>
        <div className="min-w-0 flex-1">
          <h2
            ref={heading}
            tabIndex={-1}
            className="flex min-w-0 items-baseline gap-2 text-lg leading-6 font-semibold tracking-tight normal-nums outline-none"
          >
            <span className="min-w-0 truncate" title={label}>
              {label}
            </span>
            <span className="shrink-0 text-sm font-normal tracking-normal text-muted">{t('number', { jobId: String(job.id) })}</span>
          </h2>
          <div className="overflow-x-clip text-sm text-muted">
            <p className="-ml-4 flex min-w-0 flex-wrap items-center gap-y-0.5">
              <span data-status={job.status} className="flex items-center gap-2 pl-4 text-(--status)">
                <StatusIcon status={job.status} />
                {statusName(job.status)}
              </span>
              <Since at={job.statusSince} />
              {place !== null && <span className={APART}>{t('placeInLine', { place })}</span>}
              {asked && (
                <span className={clsx(APART, 'min-w-0 break-words', by !== 'by' && 'max-md:hidden')}>
                  {asked.reason ? t('byWithReason', { actor: asked.actor, reason: asked.reason }) : t(by, { actor: asked.actor })}
                </span>
              )}
            </p>
          </div>
        </div>
        <Milestones job={job} label={label} />
      </header>
      <div className="flex items-start pt-3 pr-3 [grid-area:tools] max-md:border-b max-md:border-line max-md:pt-2 max-md:pr-2">
        <TellMe job={job} />
        <CopyLink jobId={job.id} />
        <MoreActions
          job={job}
          label={label}
          verbs={more}
          onLeave={(leaves) => {
            leaving.current = leaves
          }}
        />
        <Tooltip content={t('close')}>
          <Button asChild look="ghost" size="icon" className="max-md:hidden" aria-label={t('close')}>
            <Link href={{ pathname: '/jobs', query: search }} prefetch={false} scroll={false}>
              <X aria-hidden className="size-4" />
            </Link>
          </Button>
        </Tooltip>
      </div>
      <JobActions
        job={job}
        verbs={verbs}
        className="flex items-start gap-2 [grid-area:actions] empty:hidden max-md:flex-wrap max-md:border-t max-md:border-line max-md:bg-bg max-md:px-3 max-md:py-2 short:flex-nowrap short:border-t-0 short:border-b short:px-1 md:pt-3 md:pr-2"
      />
    </>
  )
}

/** How long ago, counting on; the full date with its zone on hover. */
function Since({ at }: { at: string }) {
  const t = useTranslations('job')
  const format = useFormatter()
  const now = useTicking(5000)
  const date = new Date(at)
  return (
    <time dateTime={at} title={format.dateTime(date, 'full')} className={APART}>
      {now - date.getTime() < 10_000 ? t('justNow') : format.relativeTime(date, now)}
    </time>
  )
}
