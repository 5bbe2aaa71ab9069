import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Desk } from '#components/jobs/desk.tsx'
import { DESK_COOKIE, readDesk } from '#components/jobs/desk-choice.ts'
import { JobList } from '#components/jobs/job-list.tsx'
import { readListQuery, writeListQuery } from '#components/jobs/list-query.ts'
import { ConnectionBanner } from '#components/live/connection-banner.tsx'
import { LiveProvider } from '#components/live/live.tsx'
import { listJobs } from '#jobs/list-jobs.ts'
import { SEARCH_HEADER } from '#lib/search-header.ts'
import { database } from '#lib/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: t('pageTitle') }
}

/** The list stays where it is while jobs and tabs change below it. */
export default async function Monitor({ children }: { children: ReactNode }) {
  const query = readListQuery(new URLSearchParams((await headers()).get(SEARCH_HEADER) ?? ''))
  const t = await getTranslations('shell')
  const page = await listJobs(database(), query, query)
  const search = new URLSearchParams(writeListQuery(query)).toString()
  return (
    <LiveProvider>
      <h1 className="sr-only">{t('pageTitle')}</h1>
      <ConnectionBanner />
      <Desk list={<JobList rendered={page} renderedSearch={search} />} saved={readDesk((await cookies()).get(DESK_COOKIE)?.value)}>
        {children}
      </Desk>
    </LiveProvider>
  )
}
