import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type JobEvents, listenToJobs } from '#bench/job-events.ts'
import { startWorkerProcess, type WorkerProcess } from '#bench/worker-process.ts'
import { type Connection, connect } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { openQueue } from '#db/queue.ts'
import type { Context } from '#jobs/context.ts'

/** A database, a folder for files and a worker, apart from whatever else runs here, with the settings of `npm start`. */
export type Installation = Connection & {
  url: string
  /** For files, and what goes with the installation. */
  dir: string
  /** Where the server has its Unix socket. */
  socketDir: string
  context: Context
  events: JobEvents
  worker: () => WorkerProcess
  /** Another worker process in place of the one that runs: one that has done nothing yet. */
  renewWorker: () => Promise<void>
  stop: () => Promise<void>
}

export async function startInstallation(): Promise<Installation> {
  const dir = await mkdtemp(join(tmpdir(), 'quayside-bench-'))
  // Started by root, Postgres runs as another user, who must get in, and must make its socket.
  await chmod(dir, 0o755)
  const socketDir = join(dir, 'socket')
  await mkdir(socketDir)
  await chmod(socketDir, 0o777)
  process.env.QUAYSIDE_DATA_DIR = dir
  delete process.env.DATABASE_URL
  const server = await startEmbedded(dir, { socketDir })
  await migrate(server.url)
  const connection = connect(server.url, { name: 'quayside bench', max: 10 })
  const queue = await openQueue(server.url, { role: 'sender', onError: (error) => console.error('queue:', error.message) })
  const events = await listenToJobs(connection)
  let worker = await startWorkerProcess(server.url)
  return {
    ...connection,
    url: server.url,
    dir,
    socketDir,
    context: { db: connection.db, queue, actor: { name: 'bench', role: 'operator' } },
    events,
    worker: () => worker,
    async renewWorker() {
      await worker.stop()
      worker = await startWorkerProcess(server.url)
    },
    async stop() {
      await worker.stop()
      await queue.stop()
      await connection.close()
      await server.stop()
      await rm(dir, { recursive: true, force: true })
      if (server.moved) await rm(server.dir, { recursive: true, force: true })
    },
  }
}
