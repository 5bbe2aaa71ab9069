import { asc, eq, or } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { type View, views } from '#db/schema.ts'
import { type Actor, canChange } from '#jobs/actor.ts'

/** A view as the list's page shows it; `mine` may be changed by whoever looks at it. */
export type SavedView = Pick<View, 'id' | 'name' | 'owner' | 'shared' | 'query'> & { mine: boolean }

/** Why a view was not saved, changed or deleted. */
export type ViewRefusal = { code: 'forbidden' | 'not_found' | 'invalid' | 'name_taken' }

/** The views of a person, and those that others share, by name. */
export async function listViews(tx: Tx, actor: Actor): Promise<SavedView[]> {
  const rows = await tx
    .select()
    .from(views)
    .where(or(eq(views.owner, actor.name), eq(views.shared, true)))
    .orderBy(asc(views.name), asc(views.id))
  return rows.map((view) => {
    const { id, name, owner, shared, query } = view
    return { id, name, owner, shared, query, mine: canChange(actor, view) }
  })
}
