import { useLocale } from 'next-intl'
import { useClock } from '#components/jobs/addresses.ts'
import { dateFormat, dateWriter, durationWriter, numberFormat, once, remembering } from '#components/jobs/written.ts'
import { formats } from '#i18n/formats.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { ListedJob } from '#jobs/job-view.ts'
import type { Asked } from '#jobs/reasons-of.ts'
import { JOB_STATUSES, type JobStatus } from '#jobs/status.ts'

export type RowText = {
  status: Record<JobStatus, string>
  kind: Record<ListedJob['kind'], string>
  rejects: string
  unlabelled: string
  date: (at: string) => string
  fullDate: (at: string) => string
  duration: (ms: number) => string
  number: (count: number) => string
  percent: (share: number) => string
  progressOf: (job: ListedJob, label: string) => string
  by: (asked: Asked) => string
}

type Translate = ReturnType<typeof useTranslations<'list'>>
const kept = new WeakMap<Translate, { quarter: number; text: RowText }>()
/** Every zone is whole quarters of an hour from every other, so that no year begins within one. */
const QUARTER = 900_000

/** All that the rows of a list say, prepared once for all of them and for all pages that are written meanwhile. */
export function useRowText(): RowText {
  const t = useTranslations('list')
  const status = useTranslations('status')
  const duration = useTranslations('list.duration')
  const job = useTranslations('job')
  const locale = useLocale()
  const { zone, now } = useClock()
  const quarter = Math.floor(now / QUARTER)
  const known = kept.get(t)
  if (known?.quarter === quarter) return known.text
  const text = prepare()
  kept.set(t, { quarter, text })
  return text

  function prepare(): RowText {
    const [number, percent] = [numberFormat(locale, {}), numberFormat(locale, formats.number.percent)]
    const progress = once((values) => t('progressOf', values), 'label')
    const date = remembering(dateWriter(locale, zone, now))
    return {
      status: Object.fromEntries(JOB_STATUSES.map((one) => [one, status(one)])) as Record<JobStatus, string>,
      kind: { import: t('kind.import'), export: t('kind.export') },
      rejects: t('columns.rejects'),
      unlabelled: t('unlabelled'),
      date: (at) => date(Date.parse(at)),
      fullDate: (at) => dateFormat(locale, zone, 'full').format(Date.parse(at)),
      duration: remembering(durationWriter(locale, (unit, values) => duration(unit, values))),
      number: remembering((count) => number.format(count)),
      percent: remembering((share) => percent.format(share)),
      progressOf: (job, label) => (job.retry ? t('retryOf', { ...job.retry, label }) : progress(label)),
      by: ({ actor, reason }) => (reason ? job('byWithReason', { actor, reason }) : job('by', { actor })),
    }
  }
}
