import { type Query, queryWith } from '#components/job-details/query-with.ts'
import { type RejectsQuery, writeRejectsQuery } from '#components/job-details/reject-query.ts'

/** The address of a job's rejects with another query; what the list of jobs is filtered by stays. */
export const rejectsHref = (jobId: number, address: Query, query: RejectsQuery) => ({
  pathname: '/jobs/[jobId]/rejects' as const,
  params: { jobId: String(jobId) },
  query: queryWith(address, writeRejectsQuery(query)),
})
