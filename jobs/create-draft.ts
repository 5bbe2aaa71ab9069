import { eq } from 'drizzle-orm'
import { files, jobs } from '#db/schema.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { freeFile } from '#jobs/files.ts'
import { done, type Outcome, type Refusal, refused } from '#jobs/outcome.ts'
import type { ExportSettings, ImportDraftSettings } from '#jobs/settings.ts'
import type { TableName } from '#jobs/target-tables.ts'

export const LABEL_LENGTH = 200

export type NewDraft = { label: string; description?: string; table?: TableName; templateId?: number } & (
  | { kind: 'import'; settings: ImportDraftSettings }
  | { kind: 'export'; settings: Partial<ExportSettings> }
)

/** Why there is no draft; `template_missing`: that is gone, or its owner does not share it any more. */
export type CreateRefusal = Refusal | { code: 'template_missing' }

/** Creates a job that is being edited; it is a job from its first click on, so it survives the browser. */
export async function createDraft({ db, actor }: Context, draft: NewDraft): Promise<Outcome<{ jobId: number }>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  return db.transaction(async (tx) => {
    const fileId = draft.kind === 'import' ? draft.settings.fileId : undefined
    const file = fileId === undefined ? undefined : await freeFile(tx, fileId, null)
    if (fileId && !file) return refused({ code: 'file_missing' })
    const [job] = await tx
      .insert(jobs)
      .values({
        kind: draft.kind,
        label: draft.label.trim().slice(0, LABEL_LENGTH),
        description: draft.description ?? '',
        owner: actor.name,
        tableSchema: draft.table?.schema,
        tableName: draft.table?.name,
        fileName: file?.name,
        templateId: draft.templateId,
        settings: draft.settings,
      })
      .returning({ id: jobs.id })
    if (!job) throw new Error('a draft was not created')
    if (file) await tx.update(files).set({ jobId: job.id }).where(eq(files.id, file.id))
    return done({ jobId: job.id })
  })
}
