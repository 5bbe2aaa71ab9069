import { readSelection } from '#app/api/jobs/[jobId]/rejects/read-selection.ts'
import { previewRepair } from '#engine/preview-repair.ts'
import { repair } from '#jobs/reject-repair.ts'
import { context } from '#lib/context.ts'

/** What a repair would make of the rejects that are meant; it changes nothing. */
export async function POST(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects/preview'>) {
  const read = await readSelection(request, params, { repair })
  return read.ok ? Response.json(await previewRepair(await context(), read.asked)) : read.answer
}
