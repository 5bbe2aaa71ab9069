'use client'

import { useFormatter } from 'next-intl'
import { Tooltip } from '#components/ui/tooltip.tsx'

/** A date and time in short, or to the second; the whole with its zone on hover and focus. */
export function Moment({ at, exact = false }: { at: string; exact?: boolean }) {
  const format = useFormatter()
  const date = new Date(at)
  return (
    <Tooltip content={format.dateTime(date, 'full')}>
      <button type="button" className="cursor-default rounded-sm text-left">
        <time dateTime={at}>{format.dateTime(date, exact ? 'withSeconds' : 'withYear')}</time>
      </button>
    </Tooltip>
  )
}
