/** Who acts. Until people sign in, everybody at this machine is the same local administrator. */

export const ROLES = ['viewer', 'operator', 'administrator'] as const
export type Role = (typeof ROLES)[number]

export type Actor = { name: string; role: Role }

/** What each role may do beyond looking; a verb asks before it acts. */
const MAY_RUN_JOBS: Record<Role, boolean> = { viewer: false, operator: true, administrator: true }

export function mayRunJobs(actor: Actor): boolean {
  return MAY_RUN_JOBS[actor.role]
}

/** Whose rights reach what another person keeps for themselves or shares. */
const MAY_CHANGE_OTHERS: Record<Role, boolean> = { viewer: false, operator: false, administrator: true }

export function mayChangeOthers(actor: Actor): boolean {
  return MAY_CHANGE_OTHERS[actor.role]
}

/** What a person keeps under a name: a view of the list, a template. */
type Kept = { owner: string; shared: boolean }

export const canSee = (actor: Actor, kept: Kept): boolean => kept.shared || kept.owner === actor.name
export const canChange = (actor: Actor, { owner }: Pick<Kept, 'owner'>): boolean => owner === actor.name || mayChangeOthers(actor)
/** What one is not shown, one is not told of either: to others it is as if it were not there. */
export const isToldOf = (actor: Actor, kept: Kept): boolean => canSee(actor, kept) || canChange(actor, kept)
