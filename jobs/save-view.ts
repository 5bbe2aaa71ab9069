import { views } from '#db/schema.ts'
import { mayChangeOthers, mayRunJobs } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import type { ViewRefusal } from '#jobs/list-views.ts'
import { done, type Outcome, refused } from '#jobs/outcome.ts'
import { storable, storableName } from '#jobs/storable.ts'

/** Longest name of a view, and longest query, in characters. */
export const VIEW_NAME_LENGTH = 80
export const VIEW_QUERY_LENGTH = 4000

type NewView = { name: string; query: string; shared?: boolean; owner?: string }

/**
 * Keeps a view of the list under a name that its owner has not given yet. Everybody keeps their own; to share one takes the
 * right to run jobs. `owner`, if somebody else, is an administrator's who takes back that they deleted a person's view.
 */
export async function saveView(
  { db, actor }: Context,
  { name, query, shared = false, owner = actor.name }: NewView,
): Promise<Outcome<{ viewId: number }, ViewRefusal>> {
  if ((shared && !mayRunJobs(actor)) || (owner !== actor.name && !mayChangeOthers(actor))) return refused({ code: 'forbidden' })
  const kept = storableName(name, VIEW_NAME_LENGTH)
  if (kept === '' || query.length > VIEW_QUERY_LENGTH) return refused({ code: 'invalid' })
  const [saved] = await db
    .insert(views)
    .values({ name: kept, owner, shared, query: storable(query) })
    .onConflictDoNothing({ target: [views.owner, views.name] })
    .returning({ id: views.id })
  return saved ? done({ viewId: saved.id }) : refused({ code: 'name_taken' })
}
