'use client'

import { clsx } from 'clsx'
import { type MouseEvent, memo, useEffect, useRef } from 'react'
import { SelectBox } from '#components/bulk/select-box.tsx'
import type { Selection } from '#components/bulk/selection.ts'
import { Duration } from '#components/jobs/duration.tsx'
import { SHOWN } from '#components/jobs/list-columns.ts'
import { ProgressBar } from '#components/jobs/progress-bar.tsx'
import { StatusIcon } from '#components/jobs/status-icon.tsx'
import type { RowText } from '#components/jobs/use-row-text.ts'
import { useJob } from '#components/live/live.tsx'
import { type JobView, progressOf } from '#jobs/job-view.ts'

type Props = {
  job: JobView
  selected: boolean
  selection: Selection
  text: RowText
  /** The address of its details. */
  href: string
  onOpen: (href: string) => void
  arrived: boolean
}

/** What the cells do not have in common; that is .job-row in app/globals.css. */
const CELL = {
  box: 'pl-4 cards:col-start-1 cards:row-span-3 cards:row-start-1 cards:-my-3 cards:-ml-4 cards:flex cards:w-11 cards:justify-center cards:pt-3.5 cards:pl-0',
  status: 'cards:col-start-2 cards:row-start-2',
  label: 'font-medium cards:col-start-2 cards:row-start-1',
  kind: `${SHOWN.kind} text-muted cards:hidden`,
  start: `${SHOWN.start} text-muted cards:col-start-3 cards:row-start-1 cards:block! cards:text-right`,
  end: `${SHOWN.end} text-muted cards:hidden`,
  duration: `${SHOWN.duration} text-right text-muted cards:hidden`,
  progress: 'pl-6 @max-[60rem]/list:pl-2 cards:col-span-2 cards:col-start-2 cards:row-start-3 cards:pl-0',
  rejects: 'text-right @max-[87.5rem]/list:pr-4 cards:col-start-3 cards:row-start-2 cards:pr-0',
  owner: `${SHOWN.owner} pr-4 pl-6 text-muted cards:hidden`,
}

/** A job of the list; it changes in place as the job does. On phones the cells are laid out as a card. */
export const JobRow = memo(function JobRow({ job: read, selected, selection, text, href, onOpen, arrived }: Props) {
  const job = useJob(read)
  const row = useRef<HTMLTableRowElement>(null)
  const link = useRef<HTMLAnchorElement>(null)
  const { rejects } = job.counters
  const label = job.label || text.unlabelled
  const started = job.startedAt !== null

  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  /** The whole row is the link's, for the pointer; what is marked as text is no click. A new tab or window is the browser's. */
  function follow(event: MouseEvent) {
    const { ctrlKey, metaKey, shiftKey, altKey } = event
    const target = event.target as Element
    const elsewhere = ctrlKey || metaKey || shiftKey || altKey
    if (target.closest('a')) {
      if (elsewhere) return
      event.preventDefault()
      return onOpen(href)
    }
    if (target.closest('input') || window.getSelection()?.isCollapsed === false) return
    if (target.closest('td')?.matches(':first-child')) return shiftKey ? selection.reach(job.id) : selection.toggle(job.id)
    if (!elsewhere) return onOpen(href)
    link.current?.dispatchEvent(new window.MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }))
  }

  return (
    <tr
      ref={row}
      data-job={job.id}
      data-open={selected || undefined}
      onClick={follow}
      className={clsx('job-row', selected && 'bg-selected', arrived && 'animate-arrive')}
    >
      <td className={CELL.box}>
        <SelectBox selection={selection} id={job.id} label={label} />
      </td>
      <td className={CELL.status}>
        <span className="flex min-w-0 items-center gap-2">
          <StatusIcon status={job.status} />
          <span className="truncate normal-nums" title={text.status[job.status]}>
            {text.status[job.status]}
          </span>
        </span>
      </td>
      <td className={CELL.label}>
        <a
          ref={link}
          href={href}
          aria-current={selected ? 'true' : undefined}
          title={[label, job.fileName, job.table].filter(Boolean).join('\n')}
          className="block truncate normal-nums outline-none cards:text-base"
        >
          {label}
        </a>
      </td>
      <td className={CELL.kind}>{text.kind[job.kind]}</td>
      <td className={CELL.start}>{job.startedAt ? <When at={job.startedAt} text={text} /> : '–'}</td>
      <td className={CELL.end}>{job.finishedAt ? <When at={job.finishedAt} text={text} /> : '–'}</td>
      <td className={CELL.duration}>{started ? job.leasedAt === null ? text.duration(job.activeMs) : <Duration job={job} /> : '–'}</td>
      <td className={started ? CELL.progress : `${CELL.progress} cards:hidden`}>
        {started ? (
          <ProgressBar
            status={job.status}
            progress={progressOf(job)}
            label={text.progressOf(job, label)}
            title={job.retry ? text.progressOf(job, label) : undefined}
            percent={text.percent}
          />
        ) : (
          <span className="text-muted">–</span>
        )}
      </td>
      <td className={clsx(CELL.rejects, rejects > 0 ? 'font-medium' : 'text-faint cards:hidden')}>
        <span className="hidden cards:inline">{text.rejects} </span>
        {text.number(rejects)}
      </td>
      <td className={CELL.owner}>{job.owner}</td>
    </tr>
  )
})

/** A date; the full one with its zone is written when the pointer comes to read it. */
const When = ({ at, text }: { at: string; text: RowText }) => (
  <time dateTime={at} onPointerEnter={({ currentTarget }) => currentTarget.setAttribute('title', text.fullDate(at))}>
    {text.date(at)}
  </time>
)
