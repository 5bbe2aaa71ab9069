import type { Formats } from 'next-intl'

/** The ways in which dates and numbers are written, by name. */
export const formats = {
  dateTime: {
    short: { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' },
    shortYear: { day: '2-digit', month: '2-digit', year: '2-digit', hour: '2-digit', minute: '2-digit' },
    withYear: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    withSeconds: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    time: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
    full: { dateStyle: 'full', timeStyle: 'long' },
  },
  number: {
    percent: { style: 'percent', maximumFractionDigits: 0 },
    precise: { maximumFractionDigits: 1 },
  },
} as const satisfies Formats
