import { readSelection } from '#app/api/jobs/[jobId]/rejects/read-selection.ts'
import { listRefusedValues } from '#jobs/list-rejects.ts'
import { database } from '#lib/server.ts'

/** The different values that were refused, the most frequent first. */
export async function POST(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects/values'>) {
  const read = await readSelection(request, params, {})
  return read.ok ? Response.json(await listRefusedValues(database(), read.asked.jobId, read.asked.selection)) : read.answer
}
