import type { Db } from '#db/client.ts'
import type { Queue } from '#db/queue.ts'
import type { Actor } from '#jobs/actor.ts'

/** What every verb is given: the database, the queue to the workers, and who acts. */
export type Context = { db: Db; queue: Pick<Queue, 'send'>; actor: Actor }
