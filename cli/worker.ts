import { setTimeout as delay } from 'node:timers/promises'
import { askedToStop } from '#cli/processes.ts'
import { findEmbedded } from '#db/embedded.ts'
import { ConfigurationError, env } from '#lib/env.ts'
import { startWorker } from '#worker/main.ts'

/** A worker that was asked to stop leaves after this time at the latest. */
const STOP_MS = 15_000

/** `npm run worker`: one more worker for the database of DATABASE_URL, or of the `npm start` that runs here. */
export default async function worker(): Promise<number> {
  const stopping = askedToStop()
  const url = env.databaseUrl ?? (await findEmbedded(env.dataDir))
  if (!url) throw new ConfigurationError('no database: start Quayside first (npm start), or set DATABASE_URL')
  const { stop } = await startWorker(url, { slots: env.workerSlots })
  process.send?.('ready')
  await stopping
  // A database that is away must not keep it from leaving: its lease runs out, and others take over.
  await Promise.race([stop(), delay(STOP_MS)])
  process.exit(0)
}
