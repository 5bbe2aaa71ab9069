import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { cancel, pause, remove, runAgain, start } from '#app/[locale]/jobs/actions.ts'
import { edit, save } from '#app/[locale]/jobs/template-actions.ts'
import { type AskedBy, JobHeader } from '#components/jobs/job-header.tsx'
import { JobTabs } from '#components/jobs/job-tabs.tsx'
import { Words } from '#components/shell/words.tsx'
import type { JobDetails } from '#jobs/show-job.ts'
import { ASKED_BY, VERBS } from '#jobs/status.ts'
import { jobDetails } from '#lib/job-details.ts'

type Props = { params: Promise<{ jobId: string }>; children: ReactNode }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { jobId } = await params
  const details = await jobDetails(jobId)
  if (!details) return { title: (await getTranslations('errors'))('jobMissing', { jobId }) }
  const { label } = details.job
  return { title: { default: `${label} · Quayside`, template: `%s · ${label} · Quayside` } }
}

export default async function JobLayout({ params, children }: Props) {
  const details = await jobDetails((await params).jobId)
  if (!details) notFound()
  const t = await getTranslations('job')
  const { job } = details
  return (
    <article
      key={job.id}
      aria-label={t('details', { label: job.label })}
      className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_auto] grid-rows-[auto_minmax(0,1fr)_auto_auto] [grid-template-areas:'head_tools'_'content_content'_'actions_actions'_'tabs_tabs'] short:grid-cols-[minmax(0,1fr)_auto_auto] short:grid-rows-[auto_minmax(0,1fr)_auto] short:[grid-template-areas:'head_actions_tools'_'content_content_content'_'tabs_tabs_tabs'] md:grid-cols-[15rem_minmax(0,1fr)_auto_auto] md:grid-rows-[auto_minmax(0,1fr)] md:[grid-template-areas:'head_head_actions_tools'_'tabs_content_content_content']"
    >
      <Words of={['templates']}>
        <JobHeader
          job={job}
          askedBy={askedBy(details)}
          verbs={{ start, pause, cancel }}
          more={{ runAgain, remove, templates: { save, edit } }}
        />
      </Words>
      <JobTabs job={job} className="[grid-area:tabs]" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div tabIndex={0} className="min-h-0 overflow-y-auto overscroll-contain [grid-area:content] focus-visible:-outline-offset-2">
        {children}
      </div>
    </article>
  )
}

function askedBy({ job, moves }: JobDetails): AskedBy | null {
  const verb = ASKED_BY[job.status]
  // A job that runs was started by somebody, or its rejects are tried again, unless it went on by itself since then.
  const move = job.status === 'running' ? moves.find(({ to }) => to === 'running') : verb && moves.find(({ by }) => by === verb)
  const asked = VERBS.find((one) => one === move?.by)
  return asked && move?.actor ? { verb: asked, actor: move.actor, reason: move.reason } : null
}
