import { type KeyboardEvent, useEffect, useState } from 'react'
import { createSelection, type Selection } from '#components/bulk/selection.ts'
import type { JobView } from '#jobs/job-view.ts'

/**
 * The list's selection; it knows the rows that are shown, and ends when the filters change.
 * @param filters that the rows match; undefined while others are asked for and those rows are not there yet
 */
export function useSelection(jobs: JobView[], filters: string | undefined): Selection {
  const [selection] = useState(createSelection)
  useEffect(() => {
    if (filters !== undefined) selection.show(jobs, filters)
  }, [selection, jobs, filters])
  return selection
}

/** Where the keyboard goes in the bar of what can be done with the chosen. */
export const BAR_ID = 'bulk-bar'

/**
 * On a row of the list: x ticks its box, Shift and an arrow take the next row along, a goes to what can be done with all of
 * them. Whatever else is pressed is left alone.
 */
export function selectByKey(event: KeyboardEvent<HTMLElement>, selection: Selection): void {
  const row = (event.target as Element).closest<HTMLElement>('tr[data-job]')
  if (!row || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
  const id = Number(row.dataset.job)
  if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    const next = (event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling) as HTMLElement | null
    if (!selection.any() || selection.anchor() === undefined) selection.toggle(id)
    if (next?.dataset.job) {
      selection.reach(Number(next.dataset.job))
      next.querySelector<HTMLElement>('a')?.focus()
    }
  } else if (event.key === 'x' && !event.shiftKey) selection.toggle(id)
  else if (event.key === 'a' && !event.shiftKey && selection.any())
    document.querySelector<HTMLElement>(`#${BAR_ID} button:enabled[data-verb]`)?.focus()
  else return
  event.preventDefault()
}
