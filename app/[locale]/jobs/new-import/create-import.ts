import { type DetectionResult, detectFile } from '#engine/detect.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { createDraft } from '#jobs/create-draft.ts'
import { storeUpload } from '#jobs/files.ts'
import { type Outcome, refused } from '#jobs/outcome.ts'
import { suggestTarget } from '#jobs/suggest-target.ts'
import { discardUpload, finishedUpload, forgetUpload } from '#lib/uploads.ts'

/** Makes the draft of an import from a finished upload, with what the file tells; one that tells nothing is not kept. */
export async function createImport(context: Context, { uploadId }: { uploadId: string }): Promise<Outcome<{ jobId: number }>> {
  if (!mayRunJobs(context.actor)) return refused({ code: 'forbidden' })
  const upload = await finishedUpload(uploadId)
  if (!upload) return refused({ code: 'file_missing' })
  const detected = await detectFirst(upload.path)
  if (!detected.ok) {
    await discardUpload(uploadId)
    return refused(detected.failure)
  }
  const { format, columns } = detected.detection
  const file = await storeUpload(context.db, upload.path, upload.name)
  await forgetUpload(uploadId)
  const target = await suggestTarget(context.db, columns)
  return createDraft(context, {
    kind: 'import',
    label: withoutExtension(upload.name),
    ...(target ? { table: target.table } : {}),
    settings: {
      fileId: file.id,
      format,
      columns: target?.columns ?? columns.map(({ name, decimalSign, dateOrder }) => ({ name, target: null, decimalSign, dateOrder })),
    },
  })
}

/** Of an archive with several files the first one is shown; the draft's page names the others. */
async function detectFirst(path: string): Promise<DetectionResult> {
  const detected = await detectFile(path)
  const failure = detected.ok ? undefined : detected.failure
  const first = failure?.code === 'archive_member' ? failure.choices[0] : undefined
  return first === undefined ? detected : detectFile(path, { member: first })
}

const withoutExtension = (name: string) => name.replace(/(?<=.)\.[^.\s]{1,8}$/, '')
