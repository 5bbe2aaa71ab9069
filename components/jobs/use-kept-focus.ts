import { type FocusEvent, useEffect, useRef } from 'react'
import { isInRow } from '#components/shell/rows.ts'
import type { ListedJob } from '#jobs/job-view.ts'

/** When the row that has the keyboard goes, the keyboard stays at its place in the list: on the row that moved up, or the last. */
export function useKeptFocus(jobs: ListedJob[]) {
  const place = useRef<{ jobId: number; index: number }>(undefined)
  useEffect(() => {
    const left = place.current
    if (!left) return
    const index = jobs.findIndex(({ id }) => id === left.jobId)
    if (index >= 0) left.index = index
    if (index >= 0 || document.activeElement !== document.body) return
    const next = jobs[Math.min(left.index, jobs.length - 1)]
    const to = document.querySelector<HTMLElement>(next ? `tr[data-job="${next.id}"] a` : '#main')
    to?.focus({ preventScroll: true })
  }, [jobs])
  return {
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      const jobId = Number(target.closest<HTMLElement>('tr[data-job]')?.dataset.job)
      place.current = { jobId, index: jobs.findIndex(({ id }) => id === jobId) }
    },
    // Whoever goes elsewhere has left the list; not so a row that is taken away, nor a window that is left for another one.
    onBlur: ({ target, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (relatedTarget ? !isInRow(relatedTarget) : target.isConnected && document.hasFocus()) place.current = undefined
    },
  }
}
