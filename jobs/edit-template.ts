import { eq } from 'drizzle-orm'
import { isNotUnique } from '#db/error-code.ts'
import { templates } from '#db/schema.ts'
import { canChange, isToldOf, mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { findJob } from '#jobs/find-job.ts'
import type { TemplateRefusal } from '#jobs/list-templates.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { settingsOf, TEMPLATE_NAME_LENGTH } from '#jobs/save-template.ts'
import { storableName } from '#jobs/storable.ts'

/** `jobId`: the job whose settings take the place of the template's own. */
export type TemplateEdit = { name?: string; shared?: boolean; jobId?: number }

/** Renames a template, shares it or keeps it for oneself, or has it hold what a job says; what is not named stays, and so do the jobs made from it. */
export async function editTemplate(
  { db, actor }: Context,
  { templateId, edit }: { templateId: number; edit: TemplateEdit },
): Promise<Outcome<null, TemplateRefusal>> {
  const name = edit.name === undefined ? undefined : storableName(edit.name, TEMPLATE_NAME_LENGTH)
  if (name === '') return refused({ code: 'invalid' })
  try {
    return await db.transaction(async (tx) => {
      const [template] = await tx.select().from(templates).where(eq(templates.id, templateId)).for('update')
      if (!template || !isToldOf(actor, template)) return refused({ code: 'not_found' })
      if (!canChange(actor, template) || ((edit.shared || edit.jobId !== undefined) && !mayRunJobs(actor)))
        return refused({ code: 'forbidden' })
      const job = edit.jobId === undefined ? undefined : await findJob(tx, edit.jobId)
      if (edit.jobId !== undefined && !job) return refused({ code: 'job_missing' })
      await tx
        .update(templates)
        .set({ name: name ?? template.name, shared: edit.shared ?? template.shared, ...(job && settingsOf(job)) })
        .where(eq(templates.id, templateId))
      return done(null)
    })
  } catch (error) {
    if (isNotUnique(error)) return refused({ code: 'name_taken' })
    throw error
  }
}
