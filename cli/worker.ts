import { setTimeout as delay } from 'node:timers/promises'
import { askedToStop } from '#cli/processes.ts'
import { findEmbedded } from '#db/embedded.ts'
import { isConnectionLoss } from '#engine/problem.ts'
import { ConfigurationError, env } from '#lib/env.ts'
import { startWorker, type Worker } from '#worker/main.ts'

/** A worker that was asked to stop leaves after this time at the latest. */
const STOP_MS = 15_000

/** `npm run worker`: one more worker for the database of DATABASE_URL, or of the `npm start` that runs here. */
export default async function worker(): Promise<number> {
  const stopping = askedToStop()
  const url = env.databaseUrl ?? (await findEmbedded(env.dataDir))
  if (!url) throw new ConfigurationError('no database: start Quayside first (npm start), or set DATABASE_URL')
  const worker = await Promise.race([startWhenThere(url), stopping])
  if (!worker) process.exit(0)
  const { stop } = worker
  process.send?.('ready')
  await stopping
  // A database that is away must not keep it from leaving: its lease runs out, and others take over.
  await Promise.race([stop(), delay(STOP_MS)])
  process.exit(0)
}

/** A database that is away just now, as one that starts again, is waited for: a worker that left would only be started again. */
async function startWhenThere(url: string): Promise<Worker> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startWorker(url, { slots: env.workerSlots })
    } catch (error) {
      if (!isConnectionLoss(error)) throw error
      if (attempt === 1) console.error('worker: the database does not answer; waiting for it')
      await delay(500)
    }
  }
}
