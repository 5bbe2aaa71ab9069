import { eq } from 'drizzle-orm'
import { isNotUnique } from '#db/error-code.ts'
import { views } from '#db/schema.ts'
import { canChange, isToldOf, mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import type { ViewRefusal } from '#jobs/list-views.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { VIEW_NAME_LENGTH, VIEW_QUERY_LENGTH } from '#jobs/save-view.ts'
import { storable, storableName } from '#jobs/storable.ts'

export type ViewEdit = { name?: string; query?: string; shared?: boolean }

/** Renames a view, has it show something else, shares it or keeps it for oneself; what is not named stays. */
export async function editView(
  { db, actor }: Context,
  { viewId, edit }: { viewId: number; edit: ViewEdit },
): Promise<Outcome<null, ViewRefusal>> {
  const name = edit.name === undefined ? undefined : storableName(edit.name, VIEW_NAME_LENGTH)
  if (name === '' || (edit.query ?? '').length > VIEW_QUERY_LENGTH) return refused({ code: 'invalid' })
  try {
    return await db.transaction(async (tx) => {
      const [view] = await tx.select().from(views).where(eq(views.id, viewId)).for('update')
      if (!view || !isToldOf(actor, view)) return refused({ code: 'not_found' })
      if (!canChange(actor, view) || (edit.shared && !mayRunJobs(actor))) return refused({ code: 'forbidden' })
      await tx
        .update(views)
        .set({ name: name ?? view.name, query: storable(edit.query ?? view.query), shared: edit.shared ?? view.shared })
        .where(eq(views.id, viewId))
      return done(null)
    })
  } catch (error) {
    if (isNotUnique(error)) return refused({ code: 'name_taken' })
    throw error
  }
}
