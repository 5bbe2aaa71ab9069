import { type DateTimeFormatOptions, useFormatter } from 'next-intl'
import type { BarUnit } from '#i18n/time-bars.ts'
import type { ActivityBar } from '#jobs/job-activity.ts'

const DAY = { day: 'numeric', month: 'short' } as const
const CLOCK = { ...DAY, hour: '2-digit', minute: '2-digit' } as const

/** How exactly the time of a bar is said. */
const FORMATS: Record<BarUnit, DateTimeFormatOptions> = {
  minute: CLOCK,
  minutes5: CLOCK,
  minutes15: CLOCK,
  hour: CLOCK,
  hours6: CLOCK,
  day: { ...DAY, weekday: 'short' },
  week: DAY,
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
}

/** Says when bars of this unit are: from the beginning of one to the end of it, or of another. */
export function useSpanText(unit: BarUnit): (first: ActivityBar, last?: ActivityBar) => string {
  const format = useFormatter()
  return (first, last) => {
    if (!last) return format.dateTime(new Date(first.from), FORMATS[unit])
    // The end is no part of it: a day that ends at midnight is said by itself.
    const end = Date.parse(last.to) - (FORMATS[unit].hour ? 0 : 1)
    return format.dateTimeRange(new Date(first.from), new Date(end), FORMATS[unit])
  }
}
