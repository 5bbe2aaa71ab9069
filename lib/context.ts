import 'server-only'
import { userInfo } from 'node:os'
import type { Actor } from '#jobs/actor.ts'
import type { Context } from '#jobs/context.ts'
import { database, queue } from '#lib/server.ts'

/** Who acts in this request. Nobody signs in yet, so it is the person at this machine, who may do everything. */
export async function whoActs(): Promise<Actor> {
  return PERSON
}
const PERSON: Actor = { name: userInfo().username, role: 'administrator' }

/** The one door to the verbs: every action, route and page that changes something goes through it. */
export async function context(): Promise<Context> {
  return { db: database(), queue: await queue(), actor: await whoActs() }
}
