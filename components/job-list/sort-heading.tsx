'use client'

import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
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

/** The head of a column. A click sorts by it, a second turns the order around, a third goes back to the usual one. */
export function SortHeading({ name, by, sort, onSort, atEnd, className }: Props) {
  const sorted = by !== undefined && sort.by === by
  const Arrow = sort.descending ? ArrowDown : ArrowUp
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
      className={clsx('sticky top-0 z-10 h-8 border-b border-line bg-bg px-2 text-xs font-medium text-muted', className)}
    >
      {by === undefined ? (
        <span className="block truncate">{name}</span>
      ) : (
        <button
          type="button"
          onClick={next}
          className={clsx(
            'group/sort relative -mx-1 inline-flex h-6 max-w-[calc(100%+0.5rem)] items-center rounded px-1 align-middle transition-colors duration-150 hover:text-ink',
            sorted && 'text-ink',
          )}
        >
          <span className="truncate">{name}</span>
          {/* Beside the name, on the side where the column has room, so that the name never moves. */}
          <Arrow
            aria-hidden
            className={clsx(
              'absolute top-1/2 size-3 -translate-y-1/2',
              atEnd ? 'right-full -mr-0.5' : 'left-full -ml-0.5',
              sorted ? '' : 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60',
            )}
          />
        </button>
      )}
    </th>
  )
}
