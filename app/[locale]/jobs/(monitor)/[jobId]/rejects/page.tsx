import { notFound } from 'next/navigation'
import { Rejects } from '#components/job-details/rejects.tsx'
import { findJob } from '#jobs/find-job.ts'
import { toJobView } from '#jobs/job-view.ts'
import { groupRejects, listRejects } from '#jobs/list-rejects.ts'
import { database } from '#lib/server.ts'

export default async function RejectsPage({ params, searchParams }: PageProps<'/[locale]/jobs/[jobId]/rejects'>) {
  const job = await findJob(database(), Number((await params).jobId))
  if (!job) notFound()
  const query = await searchParams
  const reason = one(query.reason)
  const column = one(query.column)
  const [groups, page] = await Promise.all([groupRejects(database(), job.id), listRejects(database(), job.id, { code: reason, column })])
  return (
    <Rejects key={`${reason} ${column}`} job={toJobView(job)} groups={groups} page={page} reason={reason} column={column} query={query} />
  )
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) || undefined
