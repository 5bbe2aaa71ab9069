import { z } from 'zod'
import { journalFilter, readFilter } from '#app/api/jobs/[jobId]/journal/read-filter.ts'
import { key, readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { entryIdAt } from '#jobs/entry-at.ts'
import { entryIdInLine, findNext, linesOf } from '#jobs/journal-place.ts'
import { database } from '#lib/server.ts'

const query = z.object({ ...journalFilter, line: key, of: key, time: z.iso.datetime({ offset: true }).optional(), after: key, before: key })

/**
 * Where to go in a journal: to a line, to a time, or to the next entry that a filter leaves after or before one, then with its
 * place among them. `id` is null where there is none. `of` asks the other way round: in which line an entry stands.
 */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/journal/place'>) {
  const read = await readRequest(request, params, query)
  if (!read.ok) return read.answer
  const { locale, line, of, time, after, before, ...asked } = read.query
  const { id: jobId } = read.job
  if (line !== undefined) return Response.json({ id: await entryIdInLine(database(), jobId, line) })
  if (of !== undefined) return Response.json(await linesOf(database(), jobId, of))
  if (time !== undefined) return Response.json({ id: await entryIdAt(database(), jobId, new Date(time)) })
  const filter = await readFilter(locale, asked)
  return Response.json(await findNext(database(), jobId, filter, before !== undefined ? { before } : { after: after ?? 0 }))
}
