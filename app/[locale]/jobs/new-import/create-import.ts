import { type DetectionResult, detectFile } from '#engine/detect.ts'
import { detectWithTemplate } from '#engine/detect-with-template.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { type CreateRefusal, createDraft } from '#jobs/create-draft.ts'
import { storeUpload } from '#jobs/files.ts'
import { findTemplate } from '#jobs/find-template.ts'
import { importLike } from '#jobs/import-like.ts'
import { type Outcome, refused } from '#jobs/outcome.ts'
import { importDraft } from '#jobs/settings.ts'
import { suggestTarget } from '#jobs/suggest-target.ts'
import { discardUpload, finishedUpload, forgetUpload } from '#lib/uploads.ts'

/**
 * Makes the draft of an import from a finished upload, with what its template says and what the file tells; a file that tells
 * nothing is not kept.
 */
export async function createImport(
  context: Context,
  { uploadId, templateId }: { uploadId: string; templateId?: number | undefined },
): Promise<Outcome<{ jobId: number }, CreateRefusal>> {
  const { db, actor } = context
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const template = templateId === undefined ? undefined : await findTemplate(db, actor, templateId)
  if (templateId !== undefined && template?.kind !== 'import') return refused({ code: 'template_missing' })
  const upload = await finishedUpload(uploadId)
  if (!upload) return refused({ code: 'file_missing' })
  const own = await detectFirst(upload.path)
  const detected = template ? await detectWithTemplate(upload.path, own, importDraft.parse(template.settings)) : own
  if (!detected.ok) {
    await discardUpload(uploadId)
    return refused(detected.failure)
  }
  const { format, columns } = detected.detection
  const file = await storeUpload(db, upload.path, upload.name)
  await forgetUpload(uploadId)
  const like = template && (await importLike(db, template, columns))
  const target = like ?? (await suggestTarget(db, columns))
  return createDraft(context, {
    kind: 'import',
    label: withoutExtension(upload.name),
    ...(template && { templateId: template.id }),
    ...(target && { table: target.table }),
    settings: {
      ...like?.settings,
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
