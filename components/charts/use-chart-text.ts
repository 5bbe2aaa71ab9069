import { useFormatter } from 'next-intl'
import type { Break } from '#components/charts/throughput-layout.ts'
import { useDurationText } from '#components/jobs/duration.tsx'
import { useTranslations } from '#i18n/use-translations.ts'
import type { Mark, Throughput } from '#jobs/throughput.ts'

const DAY = 86_400_000
const MINUTE = 60_000

/** Says a time of the picture: as short as the picture is, with the day where it spans several. */
export function useTimeText({ stretches }: Throughput): (at: number, step?: number) => string {
  const format = useFormatter()
  const days = (stretches.at(-1)?.to ?? 0) - (stretches[0]?.from ?? 0) > DAY
  return (at, step = 0) =>
    format.dateTime(at, {
      ...(days ? { day: '2-digit', month: '2-digit' } : {}),
      hour: '2-digit',
      minute: '2-digit',
      ...(step < MINUTE && !(days && step > 0) ? { second: '2-digit' } : {}),
    })
}

/** Says what interrupted the work, from when to when, and who made it go on. */
export function useBreakText(): (one: Break) => string {
  const t = useTranslations('general')
  const statusName = useTranslations('status')
  const format = useFormatter()
  const durationText = useDurationText()
  const who = useWho()
  return ({ became, wentOn }) => {
    const status = statusName(became.to)
    if (!wentOn) return t('throughput.openBreak', { status, from: format.dateTime(became.at, EXACT) })
    const times = format.dateTimeRange(became.at, wentOn.at, EXACT)
    const duration = durationText(wentOn.at - became.at)
    return t('throughput.break', { status, times, duration, how: howOf(wentOn), who: who(wentOn) })
  }
}

/** Says who made the work go on, and when. */
export function useWentOnText(): (wentOn: Mark) => string {
  const t = useTranslations('general')
  const format = useFormatter()
  const who = useWho()
  return (wentOn) => t('throughput.wentOn', { how: howOf(wentOn), who: who(wentOn), at: format.dateTime(wentOn.at, EXACT) })
}

function useWho(): (mark: Mark) => string {
  const t = useTranslations('general')
  return ({ by, actor }) => (by === 'worker' || by === 'recovery' ? t(`movers.${by}`) : (actor ?? ''))
}

const howOf = ({ by }: Mark) => (by === 'retry' ? 'retry' : 'start')

const EXACT = { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
