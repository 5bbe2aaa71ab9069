import { type KeyboardEvent, useEffect, useState } from 'react'
import { createSelection, type Selection } from '#components/bulk/selection.ts'
import { useCommand } from '#components/shell/commands.ts'
import type { ListedJob } from '#jobs/job-view.ts'

/**
 * The list's selection; it knows the rows that are shown, and ends when the filters change.
 * @param filters that the rows match; undefined while others are asked for and those rows are not there yet
 */
export function useSelection(jobs: ListedJob[], filters: string | undefined): Selection {
  const [selection] = useState(createSelection)
  useEffect(() => {
    if (filters !== undefined) selection.show(jobs, filters)
  }, [selection, jobs, filters])
  useCommand('choose', () => {
    const row = rowOf(document.activeElement)
    if (row) selection.toggle(Number(row.dataset.job))
  })
  return selection
}

/** The bar of what can be done with the chosen. */
export const BAR_ID = 'bulk-bar'

/** On a row of the list: Shift and an arrow take the next row along. Whatever else is pressed is left alone. */
export function reachByKey(event: KeyboardEvent<HTMLElement>, selection: Selection): void {
  const row = rowOf(event.target)
  if (!row || !event.shiftKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
  event.preventDefault()
  if (!selection.any() || selection.anchor() === undefined) selection.toggle(Number(row.dataset.job))
  const next = rowOf(event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling)
  if (!next) return
  selection.reach(Number(next.dataset.job))
  next.querySelector<HTMLElement>('a')?.focus()
}

const rowOf = (place: EventTarget | null) => (place instanceof Element ? place.closest<HTMLElement>('tr[data-job]') : null)
