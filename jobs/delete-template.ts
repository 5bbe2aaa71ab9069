import { eq } from 'drizzle-orm'
import { templates } from '#db/schema.ts'
import { canChange, isToldOf } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import type { TemplateRefusal } from '#jobs/list-templates.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'

/** Deletes a template. The jobs that were made from it stay as they are, and keep its number, by which nobody finds a name any more. */
export async function deleteTemplate(
  { db, actor }: Context,
  { templateId }: { templateId: number },
): Promise<Outcome<null, TemplateRefusal>> {
  return db.transaction(async (tx) => {
    const [template] = await tx.select().from(templates).where(eq(templates.id, templateId)).for('update')
    if (!template || !isToldOf(actor, template)) return refused({ code: 'not_found' })
    if (!canChange(actor, template)) return refused({ code: 'forbidden' })
    await tx.delete(templates).where(eq(templates.id, templateId))
    return done(null)
  })
}
