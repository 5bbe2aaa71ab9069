'use client'

import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import { type MouseEvent, useEffect, useRef } from 'react'
import { SelectBox } from '#components/bulk/select-box.tsx'
import type { Selection } from '#components/bulk/selection.ts'
import { type Tab, tabHref } from '#components/jobs/addresses.ts'
import { Duration } from '#components/jobs/duration.tsx'
import { SHOWN } from '#components/jobs/list-columns.ts'
import { ProgressBar } from '#components/jobs/progress-bar.tsx'
import { ShortDate } from '#components/jobs/short-date.tsx'
import { StatusLabel } from '#components/jobs/status-label.tsx'
import { useJob } from '#components/live/live.tsx'
import { Link } from '#i18n/navigation.ts'
import { type JobView, progressOf } from '#jobs/job-view.ts'

type Props = { job: JobView; selected: boolean; selection: Selection; tab: Tab; search: Record<string, string>; arrived: boolean }

const CELL = 'truncate border-b border-line px-2 cards:border-0 cards:p-0'

/** A job of the list; it changes in place as the job does. On phones the cells are laid out as a card. */
export function JobRow({ job: read, selected, selection, tab, search, arrived }: Props) {
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
    if ((target as Element).closest('a, input') || window.getSelection()?.isCollapsed === false) return
    if ((target as Element).closest('td')?.matches(':first-child')) return shiftKey ? selection.reach(job.id) : selection.toggle(job.id)
    link.current?.dispatchEvent(new window.MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }))
  }

  return (
    <tr
      ref={row}
      data-job={job.id}
      onClick={follow}
      className={clsx(
        'group h-9 scroll-mt-8 cursor-pointer transition-colors duration-150 cards:grid cards:h-auto cards:grid-cols-[1.75rem_minmax(0,1fr)_auto] cards:gap-x-2 cards:gap-y-1.5 cards:border-b cards:border-line cards:px-4 cards:py-3',
        'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus',
        selected ? 'bg-selected' : 'hover:bg-hover has-checked:bg-selected/60',
        arrived && 'animate-arrive',
      )}
    >
      <td
        className={clsx(
          CELL,
          'pl-4 cards:col-start-1 cards:row-span-3 cards:row-start-1 cards:-my-3 cards:-ml-4 cards:flex cards:w-11 cards:justify-center cards:pt-3.5',
        )}
      >
        <SelectBox selection={selection} id={job.id} label={label} />
      </td>
      <td className={clsx(CELL, 'cards:col-start-2 cards:row-start-2')}>
        <StatusLabel status={job.status} />
      </td>
      <td className={clsx(CELL, 'font-medium cards:col-start-2 cards:row-start-1')}>
        <Link
          ref={link}
          href={tabHref(tab, job.id, search)}
          prefetch={false}
          scroll={false}
          aria-current={selected ? 'true' : undefined}
          title={[label, job.fileName, job.table].filter(Boolean).join('\n')}
          className="block truncate normal-nums outline-none cards:text-base"
        >
          {label}
        </Link>
      </td>
      <td className={clsx(CELL, SHOWN.kind, 'text-muted cards:hidden')}>{t(`kind.${job.kind}`)}</td>
      <td className={clsx(CELL, SHOWN.start, 'text-muted cards:col-start-3 cards:row-start-1 cards:block! cards:text-right')}>
        {job.startedAt ? <ShortDate at={job.startedAt} /> : '–'}
      </td>
      <td className={clsx(CELL, SHOWN.end, 'text-muted cards:hidden')}>{job.finishedAt ? <ShortDate at={job.finishedAt} /> : '–'}</td>
      <td className={clsx(CELL, SHOWN.duration, 'text-right text-muted cards:hidden')}>{started ? <Duration job={job} /> : '–'}</td>
      <td
        className={clsx(
          CELL,
          'pl-6 @max-[60rem]/list:pl-2 cards:col-span-2 cards:col-start-2 cards:row-start-3 cards:pl-0',
          !started && 'cards:hidden',
        )}
      >
        {started ? (
          <ProgressBar
            status={job.status}
            progress={progressOf(job)}
            label={job.retry ? t('retryOf', { ...job.retry, label }) : t('progressOf', { label })}
            title={job.retry ? t('retryOf', { ...job.retry, label }) : undefined}
          />
        ) : (
          <span className="text-muted">–</span>
        )}
      </td>
      <td
        className={clsx(
          CELL,
          'text-right @max-[87.5rem]/list:pr-4 cards:col-start-3 cards:row-start-2 cards:pr-0',
          rejects > 0 ? 'font-medium' : 'text-faint cards:hidden',
        )}
      >
        <span className="hidden cards:inline">{t('columns.rejects')} </span>
        {format.number(rejects)}
      </td>
      <td className={clsx(CELL, SHOWN.owner, 'pr-4 pl-6 text-muted cards:hidden')}>{job.owner}</td>
    </tr>
  )
}
