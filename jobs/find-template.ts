import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Template, templates } from '#db/schema.ts'
import { type Actor, canSee } from '#jobs/actor.ts'

/** The template, or undefined where there is none that this person may use. */
export async function findTemplate(tx: Tx, actor: Actor, templateId: number): Promise<Template | undefined> {
  if (!Number.isSafeInteger(templateId) || templateId < 1) return undefined
  const [template] = await tx.select().from(templates).where(eq(templates.id, templateId))
  return template && canSee(actor, template) ? template : undefined
}
