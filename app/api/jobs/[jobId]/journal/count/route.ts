import { z } from 'zod'
import { journalFilter, readFilter } from '#app/api/jobs/[jobId]/journal/read-filter.ts'
import { key, readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { countEntries } from '#jobs/count-journal.ts'
import { database } from '#lib/server.ts'

const query = z.object({ ...journalFilter, after: key })

/** How many entries a filter leaves after an entry, or in all: up to a thousand, then that there are more. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/journal/count'>) {
  const read = await readRequest(request, params, query)
  if (!read.ok) return read.answer
  const { locale, after = 0, ...asked } = read.query
  return Response.json(await countEntries(database(), read.job.id, await readFilter(locale, asked), { after }))
}
