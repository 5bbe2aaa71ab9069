import { mayRunJobs } from '#jobs/actor.ts'
import { context } from '#lib/context.ts'
import { answerUpload } from '#lib/uploads.ts'

/** Uploads that go on where they broke off: the tus protocol (creation, resumption, termination). */
async function upload(request: Request): Promise<Response> {
  const { actor } = await context()
  if (!mayRunJobs(actor)) return Response.json({ code: 'forbidden' }, { status: 403 })
  return answerUpload(request)
}

export { upload as DELETE, upload as HEAD, upload as OPTIONS, upload as PATCH, upload as POST }
