import { and, asc, eq, or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type Template, templates } from '#db/schema.ts'
import { type Actor, canChange } from '#jobs/actor.ts'
import type { TableName } from '#jobs/target-tables.ts'

/** A template as pages offer it; `mine` may be changed by whoever looks at it. */
export type SavedTemplate = Pick<Template, 'id' | 'name' | 'owner' | 'shared'> & {
  /** `there` until it is dropped or renamed. */
  table: (TableName & { there: boolean }) | null
  mine: boolean
}

/** Why a template was not saved, changed or deleted. */
export type TemplateRefusal =
  | { code: 'forbidden' | 'not_found' | 'job_missing' | 'invalid' }
  /** Another template of its owner has the name; which, where it is the person's own. */
  | { code: 'name_taken'; templateId?: number }

/** The templates of one kind that a person may use: their own, and those that others share, by name. */
export async function listTemplates(tx: Tx, actor: Actor, kind: Template['kind']): Promise<SavedTemplate[]> {
  const { id, name, owner, shared, tableSchema, tableName } = templates
  const rows = await tx
    .select({
      id,
      name,
      owner,
      shared,
      tableSchema,
      tableName,
      there: sql<boolean>`to_regclass(quote_ident(${tableSchema}) || '.' || quote_ident(${tableName})) is not null`,
    })
    .from(templates)
    .where(and(eq(templates.kind, kind), or(eq(owner, actor.name), eq(shared, true))))
    .orderBy(asc(name), asc(id))
  return rows.map(({ tableSchema, tableName, there, ...template }) => ({
    ...template,
    table: tableSchema && tableName ? { schema: tableSchema, name: tableName, there } : null,
    mine: canChange(actor, template),
  }))
}
