import type { TemplateOfDraft } from '#components/new-job/draft.ts'
import type { Context } from '#jobs/context.ts'
import { findTemplate } from '#jobs/find-template.ts'
import { importDraft } from '#jobs/settings.ts'
import type { Draft } from './find-draft.ts'

/** Null also where the reader may not see it, or it is gone. */
export async function templateOfDraft({ db, actor }: Context, { templateId }: Draft): Promise<TemplateOfDraft | null> {
  const template = templateId === null ? undefined : await findTemplate(db, actor, templateId)
  if (!template) return null
  const { columns = [] } = template.kind === 'import' ? importDraft.parse(template.settings) : {}
  return { name: template.name, columns: columns.flatMap(({ name, target }) => (target === null ? [] : [name])) }
}
