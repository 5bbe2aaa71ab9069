import { z } from 'zod'
import { journalFilter, readFilter } from '#app/api/jobs/[jobId]/journal/read-filter.ts'
import { key, readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { listJournal } from '#jobs/list-journal.ts'
import { database } from '#lib/server.ts'

const query = z.object({ ...journalFilter, after: key, before: key, around: key })

/** A page of a job's journal: the newest, the one after an entry, the one before, or the one around it. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/journal'>) {
  const read = await readRequest(request, params, query)
  if (!read.ok) return read.answer
  const { locale, after, before, around, ...asked } = read.query
  const part = { ...(after !== undefined && { after }), ...(before !== undefined && { before }), ...(around !== undefined && { around }) }
  return Response.json(await listJournal(database(), read.job.id, { ...(await readFilter(locale, asked)), ...part }))
}
