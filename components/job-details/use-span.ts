import { useTranslations } from 'next-intl'

/** Says milliseconds in the two units that matter. */
export function useSpan(): (ms: number) => string {
  const t = useTranslations('general.spans')
  return (ms) => {
    const seconds = Math.round(ms / 1000)
    if (seconds < 10) return t('seconds', { seconds: Math.round(ms / 100) / 10 })
    if (seconds < 60) return t('seconds', { seconds })
    if (seconds < 3600) return t('minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
    const minutes = Math.floor(seconds / 60)
    if (minutes < 24 * 60) return t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
    const hours = Math.floor(minutes / 60)
    return t('days', { days: Math.floor(hours / 24), hours: hours % 24 })
  }
}
