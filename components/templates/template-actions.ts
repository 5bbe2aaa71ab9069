import type { SavedTemplate, TemplateRefusal } from '#jobs/list-templates.ts'
import type { Outcome } from '#jobs/outcome.ts'

type Kept = Pick<SavedTemplate, 'name' | 'shared'>

/** What can be done with templates; the routes hand it in. */
export type TemplateActions = {
  save: (template: Kept & { jobId: number }) => Promise<Outcome<unknown, TemplateRefusal>>
  /** `jobId`: the job whose settings take the place of the template's. */
  edit: (input: { templateId: number; edit: Partial<Kept & { jobId: number }> }) => Promise<Outcome<unknown, TemplateRefusal>>
  remove: (input: { templateId: number }) => Promise<Outcome<unknown, TemplateRefusal>>
}
