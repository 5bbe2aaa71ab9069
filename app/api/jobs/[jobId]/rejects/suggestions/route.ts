import { readSelection } from '#app/api/jobs/[jobId]/rejects/read-selection.ts'
import { suggestRepairs } from '#engine/suggest-repairs.ts'
import { context } from '#lib/context.ts'

/** Repairs worth offering for the rejects that are meant, those that mend most first. */
export async function POST(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects/suggestions'>) {
  const read = await readSelection(request, params, {})
  if (!read.ok) return read.answer
  const found = await suggestRepairs(await context(), read.asked)
  return Response.json(found.ok ? found.value : [])
}
