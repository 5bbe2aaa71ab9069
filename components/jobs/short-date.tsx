import { useFormatter, useNow } from 'next-intl'

/** A date as short as it can be understood, in the reader's zone; the full one with its zone on hover. */
export function ShortDate({ at, className }: { at: string; className?: string }) {
  const format = useFormatter()
  const date = new Date(at)
  // In the reader's zone, which is not this server's.
  const yearOf = (moment: Date) => format.dateTime(moment, { year: 'numeric' })
  const thisYear = yearOf(date) === yearOf(useNow())
  return (
    <time dateTime={at} title={format.dateTime(date, 'full')} className={className}>
      {format.dateTime(date, thisYear ? 'short' : 'withYear')}
    </time>
  )
}
