import { z } from 'zod'
import { rejectSelection } from '#jobs/reject-selection.ts'

/** The job of the address and what the body asks about some of its rejects, or the answer that says what is wrong. */
export async function readSelection<More extends z.ZodRawShape>(request: Request, params: Promise<{ jobId: string }>, more: More) {
  const { jobId } = await params
  const body = z.object({ selection: rejectSelection, ...more }).safeParse(await request.json().catch(() => undefined))
  if (!/^\d{1,15}$/.test(jobId) || !body.success) return { ok: false as const, answer: Response.json({ code: 'invalid' }, { status: 400 }) }
  return { ok: true as const, asked: { jobId: Number(jobId), ...body.data } }
}
