import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import type { Tx } from '#db/client.ts'

/** pg-boss carries the work; its tables live in a schema of their own. */
const SCHEMA = 'quayside_queue'
const RUN_QUEUE = 'run-job'

type RunMessage = { jobId: number }

/** A message is only a knock at the door: whether a job may run is decided by its status and its lease, so a second knock does no harm. */
const QUEUE_OPTIONS = {
  policy: 'short',
  notify: true,
  retryLimit: 0,
  expireInSeconds: 24 * 3600 - 1,
  heartbeatSeconds: 30,
  deleteAfterSeconds: 3600,
} as const

export async function createQueue(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: SCHEMA, max: 2, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  try {
    if (await boss.getQueue(RUN_QUEUE)) return
    await boss.createQueue(RUN_QUEUE, QUEUE_OPTIONS)
  } finally {
    await boss.stop({ graceful: false })
  }
}

export type Queue = {
  /** Asks for a worker; part of the caller's transaction, and no second message while one waits. */
  send: (tx: Tx, jobId: number) => Promise<void>
  /** Hands out messages to at most `slots` handlers at once. */
  work: (slots: number, handler: (jobId: number) => Promise<void>) => Promise<void>
  stop: () => Promise<void>
}

/** Opens the queue: `role: 'worker'` listens for work and keeps the queue's house, `role: 'sender'` only sends. */
export async function openQueue(
  url: string,
  { role, onError }: { role: 'worker' | 'sender'; onError: (error: Error) => void },
): Promise<Queue> {
  const working = role === 'worker'
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    application_name: `quayside queue ${role}`,
    max: working ? 3 : 1,
    supervise: working,
    schedule: false,
    migrate: false,
    useListenNotify: working,
  })
  boss.on('error', onError)
  const stop = () => boss.stop({ graceful: false, close: true })
  try {
    await boss.start()
  } catch (error) {
    await stop().catch(() => {})
    throw error
  }
  return {
    async send(tx, jobId) {
      await boss.send(RUN_QUEUE, { jobId } satisfies RunMessage, { singletonKey: String(jobId), db: fromDrizzle(tx, sql) })
    },
    async work(slots, handler) {
      for (let slot = 0; slot < slots; slot += 1) {
        const id = await boss.work<RunMessage>(
          RUN_QUEUE,
          { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 },
          async (messages) => {
            for (const message of messages) await handler(message.data.jobId)
            // Left to itself it looks again only when the next message comes or its interval is over, though others wait.
            boss.notifyWorker(id)
          },
        )
      }
    },
    stop,
  }
}
