import { createServer } from 'node:net'
import { buildIfNeeded } from '#cli/build.ts'
import { openDatabase } from '#cli/database.ts'
import { importExamples } from '#cli/examples.ts'
import { askedToStop, keepRunning } from '#cli/processes.ts'
import { connect } from '#db/client.ts'
import { keepSnapshots } from '#db/snapshot-keeper.ts'
import { heartbeatMs } from '#jobs/lease.ts'
import { healLostLeases } from '#jobs/recover.ts'
import { ConfigurationError, env } from '#lib/env.ts'

/** `npm start`: database, web and worker on one machine, until Ctrl-C. */
export default async function start(_args: string[], { dev = false } = {}): Promise<number> {
  const stopping = askedToStop()
  const { port } = env
  await portIsFree(port)
  if (!dev) await buildIfNeeded()
  const database = await openDatabase()
  const connection = connect(database.url, { name: 'quayside start', max: 2 })
  const snapshots = keepSnapshots(database.url, env.snapshotMinutes)
  // Whatever happens to the workers, what they leave behind is healed from here too.
  const healing = setInterval(() => healLostLeases(connection.db).catch(database.revive), heartbeatMs())
  const environment = { DATABASE_URL: database.url, PORT: String(port) }
  const web = keepRunning('web', dev ? ['--dev'] : [], environment)
  const worker = keepRunning('worker', [], environment)
  try {
    const serving = web.ready.then(async () => {
      // A database that was given holds a company's own tables; the examples are for the one that was just made.
      if (!env.databaseUrl) await importExamples(database.url)
      process.stdout.write(`Quayside is ready at http://localhost:${port}\n`)
      await stopping
      return 0
    })
    const failed = Promise.race([web.failed, worker.failed])
    const code = await Promise.race([serving, stopping.then(() => 0), failed])
    process.stdout.write(code === 0 ? 'Quayside is stopping.\n' : 'A part of Quayside cannot be kept running; the rest is stopping.\n')
    return code
  } finally {
    clearInterval(healing)
    await worker.stop()
    await web.stop()
    await snapshots.stop()
    await connection.close()
    await database.stop()
  }
}

async function portIsFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new ConfigurationError(
          error.code === 'EADDRINUSE'
            ? `port ${port} is taken by another program; choose one with PORT=3001 npm start`
            : `port ${port} cannot be opened: ${error.message}`,
        ),
      ),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  })
}
