import { useFormatter, useNow } from 'next-intl'
import { writeDate } from '#components/jobs/written.ts'

/** A date as short as it can be understood, in the reader's zone; the full one with its zone on hover. */
export function ShortDate({ at, className }: { at: string; className?: string }) {
  const format = useFormatter()
  const date = new Date(at)
  const now = useNow()
  return (
    <time dateTime={at} title={format.dateTime(date, 'full')} className={className}>
      {writeDate(date, now, format)}
    </time>
  )
}
