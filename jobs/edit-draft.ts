import { eq } from 'drizzle-orm'
import { files, jobs } from '#db/schema.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { LABEL_LENGTH } from '#jobs/create-draft.ts'
import { freeFile } from '#jobs/files.ts'
import { lockJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { exportDraft, importDraft } from '#jobs/settings.ts'
import type { TableName } from '#jobs/target-tables.ts'

export type DraftEdit = { label?: string; description?: string; table?: TableName | null; settings?: Record<string, unknown> }

/** Changes a draft; what is not named stays, and each of the settings named replaces the one that was. */
export async function editDraft({ db, actor }: Context, { jobId, edit }: { jobId: number; edit: DraftEdit }): Promise<Outcome<null>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  return db.transaction(async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job) return refused({ code: 'not_found' })
    if (job.status !== 'editing') return refused({ code: 'conflict', status: job.status })
    const merged = (job.kind === 'import' ? importDraft : exportDraft).safeParse({ ...(job.settings as object), ...edit.settings })
    if (!merged.success) return refused({ code: 'invalid' })
    const fileId = 'fileId' in merged.data ? merged.data.fileId : undefined
    const file = fileId === undefined ? undefined : await freeFile(tx, fileId, jobId)
    if (fileId && !file) return refused({ code: 'file_missing' })
    await tx
      .update(jobs)
      .set({
        label: edit.label?.trim().slice(0, LABEL_LENGTH),
        description: edit.description?.slice(0, 2000),
        ...(edit.table === undefined ? {} : { tableSchema: edit.table?.schema ?? null, tableName: edit.table?.name ?? null }),
        ...(file ? { fileName: file.name } : {}),
        settings: merged.data,
      })
      .where(eq(jobs.id, jobId))
    if (file) await tx.update(files).set({ jobId }).where(eq(files.id, file.id))
    return done(null)
  })
}
