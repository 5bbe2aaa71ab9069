'use client'

import { Moment } from '#components/job-details/moment.tsx'
import { Term, Terms } from '#components/job-details/term.tsx'
import { tabHref, useListSearch } from '#components/jobs/addresses.ts'
import { Duration, useDurationText } from '#components/jobs/duration.tsx'
import { useJob } from '#components/live/live.tsx'
import { Card } from '#components/ui/card.tsx'
import { Link } from '#i18n/navigation.ts'
import { useTranslations } from '#i18n/use-translations.ts'
import type { JobView } from '#jobs/job-view.ts'
import type { JobDetails } from '#jobs/show-job.ts'

type Props = { job: JobView } & Pick<JobDetails, 'copyOf' | 'template'>

export function Facts({ job: initial, copyOf, template }: Props) {
  const t = useTranslations('general')
  const job = useJob(initial)
  const durationText = useDurationText()
  const none = <span className="text-faint">{t('none')}</span>
  return (
    <Card title={t('facts')}>
      <Terms>
        <Term name={t('type')}>{t(`types.${job.kind}`)}</Term>
        <Term name={t('label')}>{job.label || none}</Term>
        {job.description && (
          <Term name={t('description')}>
            <span className="whitespace-pre-line">{job.description}</span>
          </Term>
        )}
        <Term name={t('table')}>{job.table ? <span className="font-mono text-xs">{job.table}</span> : none}</Term>
        <Term name={t('owner')}>{job.owner}</Term>
        {template && (
          <Term name={t('template')}>
            <Link
              href={{ pathname: '/jobs', query: { template: String(template.id) } }}
              prefetch={false}
              title={t('ofTemplate')}
              className="underline decoration-line-strong underline-offset-2"
            >
              {template.name}
            </Link>
          </Term>
        )}
        {copyOf && (
          <Term name={t('copyOf')}>
            <CopyOf {...copyOf} />
          </Term>
        )}
        <Term name={t('created')}>
          <Moment at={job.createdAt} />
        </Term>
        <Term name={t('start')}>{job.startedAt ? <Moment at={job.startedAt} /> : none}</Term>
        <Term name={t('end')}>{job.finishedAt ? <Moment at={job.finishedAt} /> : none}</Term>
        <Term name={t('duration')}>{job.startedAt ? <Duration job={job} write={durationText} /> : none}</Term>
      </Terms>
    </Card>
  )
}

/** The job that this one was made from; its number is told even when it is gone. */
function CopyOf({ jobId, there }: { jobId: number; there: boolean }) {
  const t = useTranslations('general')
  const job = useTranslations('job')
  const search = useListSearch()
  const number = job('number', { jobId: String(jobId) })
  if (!there) return `${number} (${t('copyGone')})`
  return (
    <Link href={tabHref('general', jobId, search)} prefetch={false} className="underline decoration-line-strong underline-offset-2">
      {number}
    </Link>
  )
}
