import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Journal } from '#components/job-details/journal.tsx'
import { levelOf } from '#components/job-details/journal-levels.ts'
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
  const { id } = details.job
  const query = await searchParams
  const level = levelOf(query.level)
  return <Journal key={level} jobId={id} level={level} query={query} {...(await listJournal(database(), id, { level }))} />
}
