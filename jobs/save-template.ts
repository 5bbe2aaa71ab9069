import { and, eq } from 'drizzle-orm'
import { type Job, templates } from '#db/schema.ts'
import { mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { findJob } from '#jobs/find-job.ts'
import type { TemplateRefusal } from '#jobs/list-templates.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { exportDraft, importDraft } from '#jobs/settings.ts'
import { storableName } from '#jobs/storable.ts'

/** Longest name of a template, in characters: that of a job's label, after which most are called. */
export const TEMPLATE_NAME_LENGTH = 200

type NewTemplate = { name: string; jobId: number; shared?: boolean }

/**
 * Keeps the settings of a job, or of a draft as it is saved, under a name that the person has not given yet; the job itself
 * changes in nothing. `name_taken` says which template has the name, so that it can be replaced instead.
 */
export async function saveTemplate(
  context: Context,
  { name, jobId, shared = false }: NewTemplate,
): Promise<Outcome<{ templateId: number }, TemplateRefusal>> {
  const { db, actor } = context
  if (!mayRunJobs(actor)) return refused({ code: 'forbidden' })
  const kept = storableName(name, TEMPLATE_NAME_LENGTH)
  if (kept === '') return refused({ code: 'invalid' })
  const job = await findJob(db, jobId)
  if (!job) return refused({ code: 'job_missing' })
  const [saved] = await db
    .insert(templates)
    .values({ name: kept, owner: actor.name, shared, ...settingsOf(job) })
    .onConflictDoNothing({ target: [templates.owner, templates.name] })
    .returning({ id: templates.id })
  if (saved) return done({ templateId: saved.id })
  const [taken] = await db
    .select({ id: templates.id })
    .from(templates)
    .where(and(eq(templates.owner, actor.name), eq(templates.name, kept)))
  // Deleted or renamed in between: the name is free.
  return taken ? refused({ code: 'name_taken', templateId: taken.id }) : saveTemplate(context, { name, jobId, shared })
}

/** What of a job other jobs can be made like: not its file, nor which file of its archive. */
export function settingsOf(job: Job) {
  const { kind, tableSchema, tableName } = job
  if (kind === 'export') return { kind, tableSchema, tableName, settings: exportDraft.parse(job.settings) }
  const { fileId: _, format, ...settings } = importDraft.parse(job.settings)
  return { kind, tableSchema, tableName, settings: { ...settings, ...(format && { format: { ...format, member: null } }) } }
}
