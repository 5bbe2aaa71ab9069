import { z } from 'zod'
import { key, readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { type RejectsQuery, readRejectsQuery } from '#components/job-details/reject-query.ts'

/** The parameters by which the Rejects tab and its addresses name rejects. */
const rejectsQuery = z
  .looseObject({ after: key, before: key })
  .transform(({ after, before, ...rest }) => ({ after, before, rejects: readRejectsQuery(rest as Record<string, string>) }))

/** The job and which of its rejects are meant, or the answer that says what is wrong. */
export const readRejectsRequest = (
  request: Request,
  params: Promise<{ jobId: string }>,
): ReturnType<typeof readRequest<{ after?: number | undefined; before?: number | undefined; rejects: RejectsQuery }>> =>
  readRequest(request, params, rejectsQuery)
