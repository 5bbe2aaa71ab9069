import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { readFilter } from '#app/api/jobs/[jobId]/journal/read-filter.ts'
import { Journal } from '#components/job-details/journal.tsx'
import { filterOf, readJournalQuery } from '#components/job-details/journal-query.ts'
import { countEntries } from '#jobs/count-journal.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { jobDetails } from '#lib/job-details.ts'
import { database } from '#lib/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('journalTab')
  return { title: t('title') }
}

export default async function JournalPage({ params, searchParams }: PageProps<'/[locale]/jobs/[jobId]/journal'>) {
  const details = await jobDetails((await params).jobId)
  if (!details) notFound()
  const { job } = details
  const asked = await searchParams
  const query = readJournalQuery({ get: (name) => [asked[name]].flat()[0] ?? null })
  const filter = await readFilter(await getLocale(), filterOf(query))
  const [initial, warning, error] = await Promise.all([
    listJournal(database(), job.id, { ...filter, ...(query.entry !== undefined && { around: query.entry }) }),
    countEntries(database(), job.id, { level: 'warning' }, { after: 0 }),
    countEntries(database(), job.id, { level: 'error' }, { after: 0 }),
  ])
  return <Journal job={job} initial={initial} counts={{ warning, error }} />
}
