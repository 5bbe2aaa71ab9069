import { useFormatter } from 'next-intl'
import type { ListQuery } from '#components/jobs/list-query.ts'
import { useTranslations } from '#i18n/use-translations.ts'

/** Says the period that a query means, undefined where it means all times. */
export function usePeriodText(): (query: ListQuery) => string | undefined {
  const t = useTranslations('list.period')
  const format = useFormatter()
  const short = (instant: string) => format.dateTime(new Date(instant), 'short')
  return ({ period, from, to }) => {
    if (period) return t(period)
    if (from && to) return format.dateTimeRange(new Date(from), new Date(to), 'short')
    if (from) return t('since', { from: short(from) })
    return to ? t('until', { to: short(to) }) : undefined
  }
}
