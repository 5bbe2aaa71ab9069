'use client'

import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import { type MouseEvent, useEffect, useRef } from 'react'
import { type Tab, tabHref } from '#components/jobs/addresses.ts'
import { Duration } from '#components/jobs/duration.tsx'
import { SHOWN } from '#components/jobs/list-columns.ts'
import { ProgressBar } from '#components/jobs/progress-bar.tsx'
import { ShortDate } from '#components/jobs/short-date.tsx'
import { StatusLabel } from '#components/jobs/status-label.tsx'
import { useJob } from '#components/live/live.tsx'
import { Link } from '#i18n/navigation.ts'
import { type JobView, progressOf } from '#jobs/job-view.ts'

type Props = { job: JobView; selected: boolean; tab: Tab; search: Record<string, string>; arrived: boolean }

const CELL = 'truncate border-b border-line px-2 max-md:border-0 max-md:p-0'

/** A job of the list; it changes in place as the job does. On phones the cells are laid out as a card. */
export function JobRow({ job: read, selected, tab, search, arrived }: Props) {
  const t = useTranslations('list')
  const format = useFormatter()
  const job = useJob(read)
  const row = useRef<HTMLTableRowElement>(null)
  const link = useRef<HTMLAnchorElement>(null)
  const { rejects } = job.counters
  const label = job.label || t('unlabelled')
  const started = job.startedAt !== null

  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  /** The whole row is the link's, for the pointer; what is marked as text is no click. */
  function follow({ target, ctrlKey, metaKey, shiftKey }: MouseEvent) {
    if ((target as Element).closest('a') || window.getSelection()?.isCollapsed === false) return
    link.current?.dispatchEvent(new window.MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }))
  }

  return (
    <tr
      ref={row}
      onClick={follow}
      className={clsx(
        'group h-9 scroll-mt-8 cursor-pointer transition-colors duration-150 max-md:grid max-md:h-auto max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-3 max-md:gap-y-1.5 max-md:border-b max-md:border-line max-md:px-4 max-md:py-3',
        'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus',
        selected ? 'bg-selected' : 'hover:bg-hover',
        arrived && 'animate-arrive',
      )}
    >
      <td className={clsx(CELL, 'pl-4 max-md:row-start-2')}>
        <StatusLabel status={job.status} />
      </td>
      <td className={clsx(CELL, 'font-medium max-md:row-start-1')}>
        <Link
          ref={link}
          href={tabHref(tab, job.id, search)}
          prefetch={false}
          scroll={false}
          aria-current={selected ? 'true' : undefined}
          title={label}
          className="block truncate normal-nums outline-none max-md:text-base"
        >
          {label}
        </Link>
      </td>
      <td className={clsx(CELL, SHOWN.kind, 'text-muted max-md:hidden')}>{t(`kind.${job.kind}`)}</td>
      <td className={clsx(CELL, 'text-muted max-md:row-start-1 max-md:text-right')}>
        {job.startedAt ? <ShortDate at={job.startedAt} /> : '–'}
      </td>
      <td className={clsx(CELL, SHOWN.end, 'text-muted max-md:hidden')}>{job.finishedAt ? <ShortDate at={job.finishedAt} /> : '–'}</td>
      <td className={clsx(CELL, SHOWN.duration, 'text-right text-muted max-md:hidden')}>{started ? <Duration job={job} /> : '–'}</td>
      <td className={clsx(CELL, 'pl-6 max-md:col-span-2 max-md:row-start-3 max-md:pl-0', !started && 'max-md:hidden')}>
        {started ? (
          <ProgressBar status={job.status} progress={progressOf(job)} label={t('progressOf', { label })} />
        ) : (
          <span className="text-muted">–</span>
        )}
      </td>
      <td
        className={clsx(
          CELL,
          'text-right max-[1400px]:pr-4 max-md:row-start-2 max-md:pr-0',
          rejects > 0 ? 'font-medium' : 'text-faint max-md:hidden',
        )}
      >
        <span className="md:hidden">{t('columns.rejects')} </span>
        {format.number(rejects)}
      </td>
      <td className={clsx(CELL, SHOWN.owner, 'pr-4 pl-6 text-muted max-md:hidden')}>{job.owner}</td>
    </tr>
  )
}
