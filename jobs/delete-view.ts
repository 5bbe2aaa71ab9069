import { eq } from 'drizzle-orm'
import { type View, views } from '#db/schema.ts'
import { canChange, isToldOf } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import type { ViewRefusal } from '#jobs/list-views.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'

/** Deletes a view; answers with what it was, so that it can be saved again. */
export async function deleteView(
  { db, actor }: Context,
  { viewId }: { viewId: number },
): Promise<Outcome<Pick<View, 'name' | 'query' | 'shared' | 'owner'>, ViewRefusal>> {
  return db.transaction(async (tx) => {
    const [view] = await tx.select().from(views).where(eq(views.id, viewId)).for('update')
    if (!view || !isToldOf(actor, view)) return refused({ code: 'not_found' })
    if (!canChange(actor, view)) return refused({ code: 'forbidden' })
    await tx.delete(views).where(eq(views.id, viewId))
    const { name, query, shared, owner } = view
    return done({ name, query, shared, owner })
  })
}
