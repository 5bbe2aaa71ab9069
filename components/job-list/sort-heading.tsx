'use client'

import { clsx } from 'clsx'
import { DESCENDS_FIRST } from '#components/jobs/list-columns.ts'
import { readSort } from '#components/jobs/list-query.ts'
import { NEWEST_FIRST, type Sort } from '#jobs/job-filter.ts'

type Props = {
  name: string
  /** What a click sorts by; undefined where nothing can be sorted by it. */
  by: Sort['by'] | undefined
  sort: Sort
  onSort: (sort: Sort | undefined) => void
  /** Whether the column's values stand at its right. */
  atEnd: boolean
  className: string
}

/**
 * The head of a column. A click sorts by it, a second turns the order around, a third goes back to the usual one. How it looks, and
 * the arrow, are in app/globals.css.
 */
export function SortHeading({ name, by, sort, onSort, atEnd, className }: Props) {
  const sorted = by !== undefined && sort.by === by
  const next = () => {
    if (by === undefined) return
    // The address is ahead of what is drawn when somebody presses twice.
    const now = readSort(new URLSearchParams(window.location.search).get('sort') ?? '') ?? NEWEST_FIRST
    if (now.by !== by) onSort({ by, descending: DESCENDS_FIRST[by] })
    else if (now.descending === DESCENDS_FIRST[by]) onSort({ by, descending: !now.descending })
    else onSort(undefined)
  }
  return (
    <th
      scope="col"
      title={name}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
      className={clsx('list-heading', className)}
    >
      {by === undefined ? (
        <span>{name}</span>
      ) : (
        <button type="button" onClick={next} className={atEnd ? 'at-end' : undefined}>
          <span>{name}</span>
        </button>
      )}
    </th>
  )
}
