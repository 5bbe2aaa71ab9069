import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Rejects } from '#components/job-details/rejects.tsx'
import { groupRejects, listRejects } from '#jobs/list-rejects.ts'
import { jobDetails } from '#lib/job-details.ts'
import { database } from '#lib/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rejectsTab')
  return { title: t('title') }
}

export default async function RejectsPage({ params, searchParams }: PageProps<'/[locale]/jobs/[jobId]/rejects'>) {
  const details = await jobDetails((await params).jobId)
  if (!details) notFound()
  const { job } = details
  const query = await searchParams
  const reason = one(query.reason)
  const column = one(query.column)
  const [groups, page] = await Promise.all([groupRejects(database(), job.id), listRejects(database(), job.id, { code: reason, column })])
  return <Rejects key={`${reason} ${column}`} job={job} groups={groups} page={page} reason={reason} column={column} query={query} />
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) || undefined
