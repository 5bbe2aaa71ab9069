import { files, jobs } from '#db/schema.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { copyStored, findFile, removeStored } from '#jobs/files.ts'
import { lockJob } from '#jobs/find-job.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { importDraft } from '#jobs/settings.ts'

/**
 * Run again: a new job with the same settings, table, template, label and description, and with its own copy of the source file, so that
 * either can be deleted. It begins as a draft: what the first one wrote is in the table, and whoever runs it twice should look
 * at it once. `conflict` says that the job is a draft itself; `file_missing` that nobody can read its file any more.
 */
export async function runAgain({ db, actor }: Context, { jobId }: { jobId: number }): Promise<Outcome<{ jobId: number }>> {
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  let copy: string | undefined
  try {
    return await db.transaction(async (tx) => {
      // Locked, so that it cannot be deleted with its file meanwhile.
      const job = await lockJob(tx, jobId)
      if (!job) return refused({ code: 'not_found' })
      if (job.status === 'editing') return refused({ code: 'conflict', status: job.status })
      const { kind, label, description, tableSchema, tableName, fileName, templateId } = job
      const fileId = kind === 'import' ? importDraft.parse(job.settings).fileId : undefined
      const source = fileId && (await findFile(tx, fileId))
      copy = source && (await copyStored(source.id))
      if (kind === 'import' && !copy) return refused({ code: 'file_missing' })
      const settings = { ...(job.settings as object), ...(copy && { fileId: copy }) }
      const [made] = await tx
        .insert(jobs)
        .values({ kind, label, description, tableSchema, tableName, fileName, templateId, settings, owner: actor.name, copyOf: jobId })
        .returning({ id: jobs.id })
      if (!made) throw new Error('a job was not created')
      if (source && copy) await tx.insert(files).values({ ...source, id: copy, jobId: made.id, createdAt: undefined })
      return done({ jobId: made.id })
    })
  } catch (error) {
    if (copy) await removeStored(copy)
    throw error
  }
}
