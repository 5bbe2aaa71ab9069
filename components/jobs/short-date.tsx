import { useFormatter, useNow } from 'next-intl'

/** A date as short as it can be understood, in the reader's zone; the full one with its zone on hover. */
export function ShortDate({ at, className }: { at: string; className?: string }) {
  const format = useFormatter()
  const date = new Date(at)
  const thisYear = date.getFullYear() === useNow().getFullYear()
  return (
    <time dateTime={at} title={format.dateTime(date, 'full')} className={className}>
      {format.dateTime(date, thisYear ? 'short' : 'withYear')}
    </time>
  )
}
