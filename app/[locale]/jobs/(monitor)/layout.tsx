import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { explain } from '#app/[locale]/jobs/actions.ts'
import { readStrip, STRIP_COOKIE } from '#components/job-list/strip-choice.ts'
import { Desk } from '#components/jobs/desk.tsx'
import { DESK_COOKIE, readDesk } from '#components/jobs/desk-choice.ts'
import { Explain } from '#components/jobs/explain.tsx'
import { JobList } from '#components/jobs/job-list.tsx'
import { listSearch, readListQuery } from '#components/jobs/list-query.ts'
import { writePage } from '#components/jobs/page-text.ts'
import { ConnectionBanner } from '#components/live/connection-banner.tsx'
import { LiveProvider } from '#components/live/live.tsx'
import { mayRunJobs } from '#jobs/actor.ts'
import { findTemplate } from '#jobs/find-template.ts'
import { listJobs } from '#jobs/list-jobs.ts'
import { whoActs } from '#lib/context.ts'
import { SEARCH_HEADER } from '#lib/page-headers.ts'
import { readerClock } from '#lib/reader-clock.ts'
import { database } from '#lib/server.ts'
import { edit, remove, save } from './view-actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: t('pageTitle') }
}

/** The list stays where it is while jobs and tabs change below it. */
export default async function Monitor({ children }: { children: ReactNode }) {
  const query = readListQuery(new URLSearchParams((await headers()).get(SEARCH_HEADER) ?? ''), await readerClock())
  const search = listSearch(query)
  const saved = await cookies()
  const actor = await whoActs()
  const page = await listJobs(database(), query, query)
  const template = query.template === undefined ? undefined : await findTemplate(database(), actor, query.template)
  const reader = { name: actor.name, mayShare: mayRunJobs(actor) }
  return (
    <LiveProvider>
      <ConnectionBanner />
      <Desk
        list={
          <JobList
            rendered={writePage(page)}
            renderedSearch={search}
            template={query.template === undefined ? null : { id: query.template, name: template?.name ?? null }}
            reader={reader}
            views={{ save, edit, remove }}
            strip={readStrip(saved.get(STRIP_COOKIE)?.value)}
          />
        }
        saved={readDesk(saved.get(DESK_COOKIE)?.value)}
      >
        {children}
      </Desk>
      <Explain explain={explain} />
    </LiveProvider>
  )
}
