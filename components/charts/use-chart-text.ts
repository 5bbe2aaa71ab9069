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

/** Says what interrupted the work, from when to when, and who made it go on, or what the job ended as. */
export function useBreakText(): (one: Break) => string {
  const t = useTranslations('general')
  const statusName = useTranslations('status')
  const format = useFormatter()
  const durationText = useDurationText()
  const who = useWho()
  return ({ became, next }) => {
    const status = statusName(became.to)
    if (!next) return t('throughput.openBreak', { status, from: format.dateTime(became.at, EXACT) })
    const times = format.dateTimeRange(became.at, next.at, EXACT)
    const duration = durationText(next.at - became.at)
    if (next.to !== 'running') return t('throughput.lastBreak', { status, times, duration, end: statusName(next.to) })
    return t('throughput.break', { status, times, duration, how: howOf(next), who: who(next) })
  }
}

/** Says who made the work go on, or what the job ended as, and when. */
export function useNextText(): (next: Mark) => string {
  const t = useTranslations('general')
  const statusName = useTranslations('status')
  const format = useFormatter()
  const who = useWho()
  return (next) => {
    const at = format.dateTime(next.at, EXACT)
    if (next.to !== 'running') return t('throughput.openBreak', { status: statusName(next.to), from: at })
    return t('throughput.wentOn', { how: howOf(next), who: who(next), at })
  }
}

function useWho(): (mark: Mark) => string {
  const t = useTranslations('general')
  return ({ by, actor }) => (by === 'worker' || by === 'recovery' ? t(`movers.${by}`) : (actor ?? ''))
}

const howOf = ({ by }: Mark) => (by === 'retry' ? 'retry' : 'start')

const EXACT = { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
