import { z } from 'zod'
import { readRequest } from '#app/api/jobs/[jobId]/read-request.ts'
import { rejectDetails } from '#engine/reject-details.ts'
import { database } from '#lib/server.ts'

/** One reject with its fields, as the file's own format cuts them, and every attempt. */
export async function GET(request: Request, { params }: RouteContext<'/api/jobs/[jobId]/rejects/[record]'>) {
  const read = await readRequest(request, params, z.object({}))
  if (!read.ok) return read.answer
  const { record } = await params
  const details = /^\d{1,15}$/.test(record) ? await rejectDetails(database(), read.job, Number(record)) : undefined
  return details ? Response.json(details) : Response.json({ code: 'not_found' }, { status: 404 })
}
