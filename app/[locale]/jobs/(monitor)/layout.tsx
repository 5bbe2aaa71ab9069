import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { explain } from '#app/[locale]/jobs/actions.ts'
import { readStrip, STRIP_COOKIE } from '#components/job-list/strip-choice.ts'
import { DESK_COOKIE, readDesk } from '#components/jobs/desk-choice.ts'
import { listSearch, readListQuery } from '#components/jobs/list-query.ts'
import { Monitor } from '#components/jobs/monitor.tsx'
import { writePage } from '#components/jobs/page-text.ts'
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
export default async function MonitorLayout({ children }: { children: ReactNode }) {
  const query = readListQuery(new URLSearchParams((await headers()).get(SEARCH_HEADER) ?? ''), await readerClock())
  const search = listSearch(query)
  const saved = await cookies()
  const actor = await whoActs()
  const page = await listJobs(database(), query, query)
  const template = query.template === undefined ? undefined : await findTemplate(database(), actor, query.template)
  const reader = { name: actor.name, mayShare: mayRunJobs(actor) }
  return (
    <Monitor
      rendered={writePage(page)}
      renderedSearch={search}
      template={query.template === undefined ? null : { id: query.template, name: template?.name ?? null }}
      reader={reader}
      views={{ save, edit, remove }}
      strip={readStrip(saved.get(STRIP_COOKIE)?.value)}
      desk={readDesk(saved.get(DESK_COOKIE)?.value)}
      explain={explain}
    >
      {children}
    </Monitor>
  )
}
