import { notFound } from 'next/navigation'
import { Journal } from '#components/job-details/journal.tsx'
import { levelOf } from '#components/job-details/journal-levels.ts'
import { findJob } from '#jobs/find-job.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { database } from '#lib/server.ts'

export default async function JournalPage({ params, searchParams }: PageProps<'/[locale]/jobs/[jobId]/journal'>) {
  const job = await findJob(database(), Number((await params).jobId))
  if (!job) notFound()
  const query = await searchParams
  const level = levelOf(query.level)
  return <Journal key={level} jobId={job.id} level={level} query={query} {...(await listJournal(database(), job.id, { level }))} />
}
