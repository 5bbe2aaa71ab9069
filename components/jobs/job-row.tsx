'use client'

import { clsx } from 'clsx'
import { type MouseEvent, memo, useEffect, useRef } from 'react'
import { SelectBox } from '#components/bulk/select-box.tsx'
import type { Selection } from '#components/bulk/selection.ts'
import { Duration } from '#components/jobs/duration.tsx'
import { askedFor } from '#components/jobs/use-reasons.ts'
import type { RowText } from '#components/jobs/use-row-text.ts'
import { useJob } from '#components/live/live.tsx'
import { type ListedJob, percentOf, progressOf } from '#jobs/job-view.ts'
import type { Asked } from '#jobs/reasons-of.ts'

type Props = {
  job: ListedJob
  /** Who asked for a status of it, as far as that is known. */
  asked: Asked | undefined
  selected: boolean
  selection: Selection
  text: RowText
  /** The address of its details. */
  href: string
  onOpen: (href: string) => void
  arrived: boolean
}

/** A job of the list; it changes in place as the job does. How its cells look, and that they are a card on phones, is in app/globals.css. */
export const JobRow = memo(function JobRow({ job: read, asked: told, selected, selection, text, href, onOpen, arrived }: Props) {
  const job = useJob(read)
  const row = useRef<HTMLTableRowElement>(null)
  const link = useRef<HTMLAnchorElement>(null)
  const { rejects } = job.counters
  const label = job.label || text.unlabelled
  const started = job.startedAt !== null
  const percent = started ? percentOf(progressOf(job)) : null
  const share = percent === null ? null : percent / 100
  const asked = askedFor(job, told)
  const reason = asked?.reason ? `reason-${job.id}` : undefined

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
      data-status={job.status}
      data-open={selected || undefined}
      onClick={follow}
      className={clsx('job-row', selected && 'bg-selected', arrived && 'animate-arrive')}
    >
      <td>
        <SelectBox selection={selection} id={job.id} label={label} />
      </td>
      <td title={asked ? `${text.status[job.status]} ${text.by(asked)}` : text.status[job.status]}>
        <span className="status-icon" />
        {text.status[job.status]}
        {reason && (
          <span id={reason} className="job-reason">
            {asked?.reason}
          </span>
        )}
      </td>
      <td>
        <a
          ref={link}
          href={href}
          aria-current={selected ? 'true' : undefined}
          aria-describedby={reason}
          title={[label, job.fileName, job.table].filter(Boolean).join('\n')}
        >
          {label}
        </a>
      </td>
      <td>{text.kind[job.kind]}</td>
      {moment(job.startedAt, text)}
      {moment(job.finishedAt, text)}
      <td>{started ? <Duration job={job} write={text.duration} /> : '–'}</td>
      <td title={job.retry ? text.progressOf(job, label) : undefined}>
        {started && <progress aria-label={text.progressOf(job, label)} value={share ?? undefined} />}
        {share === null ? '–' : text.percent(share)}
      </td>
      <td>
        {rejects > 0 && <span>{text.rejects} </span>}
        {text.number(rejects)}
      </td>
      <td>{job.owner}</td>
    </tr>
  )
})

/** A date; the full one with its zone is written when the pointer comes to read it. */
function moment(at: string | null, text: RowText) {
  if (!at) return <td>–</td>
  return <td onPointerEnter={({ currentTarget }) => currentTarget.setAttribute('title', text.fullDate(at))}>{text.date(at)}</td>
}
