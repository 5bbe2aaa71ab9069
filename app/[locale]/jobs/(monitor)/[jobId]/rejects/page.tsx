import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { discard, reopen, repair, repairAndRetry, restore, retry } from '#app/[locale]/jobs/(monitor)/[jobId]/rejects/actions.ts'
import { readRejectsQuery, selectionOf } from '#components/job-details/reject-query.ts'
import { Rejects } from '#components/job-details/rejects.tsx'
import { countRejects, groupRejects, listRejects } from '#jobs/list-rejects.ts'
import { importDraft } from '#jobs/settings.ts'
import { jobDetails } from '#lib/job-details.ts'
import { database } from '#lib/server.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rejectsTab')
  return { title: t('title') }
}

/** So many are counted while the page waits; of more, the browser asks for the counts. */
const COUNTED_AT_ONCE = 20_000

export default async function RejectsPage({ params, searchParams }: PageProps<'/[locale]/jobs/[jobId]/rejects'>) {
  const details = await jobDetails((await params).jobId)
  if (!details) notFound()
  const { job } = details
  const address = await searchParams
  const query = readRejectsQuery(address)
  const { record } = query
  const page = await listRejects(database(), job.id, selectionOf(query), record === undefined ? {} : { after: record - 1 })
  const [groups, all] = await Promise.all([groupRejects(database(), job.id, query), groupRejects(database(), job.id)])
  const few = job.counters.total !== null && job.counters.total <= COUNTED_AT_ONCE
  const counts = all.length === 0 ? [] : few ? await countRejects(database(), job.id, query) : null
  const verbs = { repair, repairAndRetry, restore, retry, discard, reopen }
  const columns = importDraft.safeParse(details.settings).data?.columns?.map(({ name }) => name) ?? []
  return <Rejects job={job} groups={groups} counts={counts} page={page} query={query} address={address} columns={columns} verbs={verbs} />
}
