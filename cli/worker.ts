import { askedToStop } from '#cli/processes.ts'
import { findEmbedded } from '#db/embedded.ts'
import { ConfigurationError, env } from '#lib/env.ts'
import { startWorker } from '#worker/main.ts'

/** `npm run worker`: one more worker for the database of DATABASE_URL, or of the `npm start` that runs here. */
export default async function worker(): Promise<number> {
  const stopping = askedToStop()
  const url = env.databaseUrl ?? (await findEmbedded(env.dataDir))
  if (!url) throw new ConfigurationError('no database: start Quayside first (npm start), or set DATABASE_URL')
  const { stop } = await startWorker(url, { slots: env.workerSlots })
  process.send?.('ready')
  await stopping
  await stop()
  return 0
}
