import { type FocusEvent, useEffect, useRef } from 'react'
import { isInRow } from '#components/shell/rows.ts'
import type { JobView } from '#jobs/job-view.ts'

/** When the row that has the keyboard goes, the keyboard stays at its place in the list: on the row that moved up, or the last. */
export function useKeptFocus(jobs: JobView[]) {
  const place = useRef<{ jobId: number; index: number }>(undefined)
  useEffect(() => {
    const left = place.current
    if (!left || document.activeElement !== document.body || jobs.some(({ id }) => id === left.jobId)) return
    const next = jobs[Math.min(left.index, jobs.length - 1)]
    const to = document.querySelector<HTMLElement>(next ? `tr[data-job="${next.id}"] a` : '#main')
    to?.focus({ preventScroll: true })
  }, [jobs])
  return {
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      const jobId = Number(target.closest<HTMLElement>('tr[data-job]')?.dataset.job)
      place.current = { jobId, index: jobs.findIndex(({ id }) => id === jobId) }
    },
    // A row that goes has no successor; whoever goes elsewhere has left the list.
    onBlur: ({ relatedTarget }: FocusEvent<HTMLElement>) => {
      if (relatedTarget && !isInRow(relatedTarget)) place.current = undefined
    },
  }
}
