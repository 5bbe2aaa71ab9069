import { z } from 'zod'
import { findJob } from '#jobs/find-job.ts'
import { database } from '#lib/server.ts'

type FoundJob = NonNullable<Awaited<ReturnType<typeof findJob>>>

/** A key to go on from, as the address carries it. */
export const key = z.coerce.number().int().nonnegative().optional()

/** The job that the address names and the parameters after the question mark, or the answer that says what is wrong with them. */
export async function readRequest<Query>(
  request: Request,
  params: Promise<{ jobId: string }>,
  schema: z.ZodType<Query>,
): Promise<{ ok: true; job: FoundJob; query: Query } | { ok: false; answer: Response }> {
  const { jobId } = await params
  const job = /^\d+$/.test(jobId) ? await findJob(database(), Number(jobId)) : undefined
  if (!job) return { ok: false, answer: Response.json({ code: 'not_found' }, { status: 404 }) }
  const query = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return { ok: false, answer: Response.json({ code: 'invalid' }, { status: 400 }) }
  return { ok: true, job, query: query.data }
}
