import { notFound } from 'next/navigation'
import { General } from '#components/job-details/general.tsx'
import { Words } from '#components/shell/words.tsx'
import { areWorkersThere } from '#jobs/list-workers.ts'
import { jobDetails } from '#lib/job-details.ts'
import { database } from '#lib/server.ts'

export default async function GeneralPage({ params }: PageProps<'/[locale]/jobs/[jobId]'>) {
  const { jobId } = await params
  const details = await jobDetails(jobId)
  if (!details) notFound()
  const workersThere = details.placeInLine === null || (await areWorkersThere(database()))
  return (
    <Words of={['general', 'counters', 'statusSentence', 'journal', 'journalTab', 'newJob']}>
      <General details={details} workersThere={workersThere} />
    </Words>
  )
}
