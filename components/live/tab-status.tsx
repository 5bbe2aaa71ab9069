'use client'

import { useFormatter } from 'next-intl'
import { useEffect } from 'react'
import { useMarked } from '#components/live/marks.ts'
import { statusIcon } from '#components/live/tab-icon.ts'
import { useHidden } from '#components/live/use-hidden.ts'
import { type JobView, percentOf, progressOf } from '#jobs/job-view.ts'
import { ENDED, type JobStatus } from '#jobs/status.ts'

/** A sign for each status, as the titles of tabs can show one. */
const SIGNS: Record<JobStatus, string> = {
  editing: '✎',
  running: '▶',
  pausing: '⏸',
  paused: '⏸',
  cancelling: '⊘',
  cancelled: '⊘',
  finished: '✓',
  finished_with_errors: '⚠',
  server_shutdown: '⏻',
}

/** Of these the percentage tells something. */
const UNDER_WAY: Record<JobStatus, boolean> = {
  editing: false,
  running: true,
  pausing: true,
  paused: true,
  cancelling: true,
  cancelled: false,
  finished: false,
  finished_with_errors: true,
  server_shutdown: true,
}

/**
 * The tab in which a job is open says how it stands, in its title and its icon, and is itself again when it is left. While nobody
 * looks it hears of nothing, and says only what it will hear of: how it stands where it was asked to tell of the end.
 */
export function TabStatus({ job }: { job: JobView }) {
  const format = useFormatter()
  const { status } = job
  const percent = percentOf(progressOf(job))
  const hidden = useHidden()
  const marked = useMarked(job.id)
  const told = !hidden || marked || ENDED[status]
  const shown = UNDER_WAY[status] && percent !== null && !hidden ? percent : null
  const prefix = `${SIGNS[status]} ${shown === null ? '' : `${format.number(shown / 100, 'percent')} `}· `

  useEffect(() => {
    if (!told) return
    let own = ''
    const put = () => {
      if (document.title === own) return
      // Another title than ours is a new page's.
      own = prefix + document.title
      document.title = own
    }
    put()
    const observer = new MutationObserver(put)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => {
      observer.disconnect()
      if (document.title === own) document.title = own.slice(prefix.length)
    }
  }, [prefix, told])

  useEffect(() => {
    if (!told) return
    const icon = statusIcon(status, shown)
    const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')]
    const before = links.map(({ href, type }) => ({ href, type }))
    for (const link of links) {
      link.type = 'image/svg+xml'
      link.href = icon
    }
    return () => {
      for (const [index, link] of links.entries()) Object.assign(link, before[index])
    }
  }, [status, shown, told])

  return null
}
