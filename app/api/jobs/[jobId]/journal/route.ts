import { z } from 'zod'
import { key, readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { JOURNAL_LEVELS } from '#components/job-details/journal-levels.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { database } from '#lib/server.ts'

const query = z.object({ after: key, before: key, level: z.enum(JOURNAL_LEVELS).optional() })

/** A page of a job's journal: the newest, the one after an entry, or the one before. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/journal'>) {
  const read = await readRequest(request, params, query)
  return read.ok ? Response.json(await listJournal(database(), read.job.id, read.query)) : read.answer
}
