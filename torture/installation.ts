import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Connection, connect } from '#db/client.ts'
import { type EmbeddedServer, startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { openQueue, type Queue } from '#db/queue.ts'
import { isConnectionLoss } from '#engine/problem.ts'
import type { Context } from '#jobs/context.ts'
import { layNetwork, type Network } from '#torture/network.ts'
import { end, isAlive, startVictim, type Victim } from '#torture/worker-process.ts'

/** A database of its own with workers, in a folder of the run's. */
export type Installation = {
  name: 'calm' | 'storm'
  connection: Connection
  context: Context
  workers: Victim[]
  /** What stands in for the web process. */
  persons: Victim[]
  server: () => EmbeddedServer
  /** Between workers and database. */
  network: Network
  /** Nobody pauses or cancels any more. */
  dismissPersons: () => Promise<void>
  /** Workers that ended though nobody told them to. */
  fallen: string[]
  /** Brings the server back after it was killed; the address stays the same. */
  revive: () => Promise<void>
  postmaster: () => Promise<number>
  stop: () => Promise<void>
}

type Options = {
  dir: string
  workers: number
  /** Jobs at once of each worker. */
  slots: number
  persons: number
  seed: string
}

/** Seconds that a lease holds: the least there is, so that a vanished worker's jobs are soon taken over. */
export const LEASE_SECONDS = 1

/** Below those that systems give to whoever asks for any port: nobody takes it while the killed server is away. */
const PORTS = [15_000, 30_000] as const

/** Starts a database and keeps so many workers running, as `npm start` does. Files lie in the run's folder. */
export async function install(name: 'calm' | 'storm', { dir, workers, slots, persons, seed }: Options): Promise<Installation> {
  const home = join(dir, name)
  await mkdir(home, { recursive: true, mode: 0o755 })
  await writeFile(join(home, 'postgres-port'), String(randomInt(...PORTS)))
  let server = await startEmbedded(home)
  await migrate(server.url)
  const { url } = server
  const network = await layNetwork(url)
  const connection = connect(url, { name: 'torture', max: 8 })
  const queue: Queue = await openQueue(url, { role: 'sender', onError: () => {} })
  const environment = {
    DATABASE_URL: network.url,
    QUAYSIDE_DATA_DIR: dir,
    QUAYSIDE_WORKER_SLOTS: String(slots),
    QUAYSIDE_LEASE_SECONDS: name === 'calm' ? '20' : String(LEASE_SECONDS),
    NODE_COMPILE_CACHE: join(dir, 'compiled'),
    TORTURE_SEED: seed,
  }
  let stopping = false
  let dismissed = false
  const fallen: string[] = []
  const keep = (list: Victim[], command: 'worker' | 'torture/person.ts', index: number) => {
    // Every other worker of the storm has a clock that jumps.
    const jumping = name === 'storm' && command === 'worker' && index % 2 === 1
    const victim = startVictim({ command, environment, log: join(dir, `${name}.log`), jumping })
    list[index] = victim
    victim.exited.then(() => {
      if (stopping || (dismissed && list === installation.persons)) return
      // One that stands in for web may find no database when it starts, and is started again.
      if (!victim.told && (victim.ready || command === 'worker'))
        fallen.push(`${command} ${victim.pid} ended by itself: ${victim.child.exitCode ?? victim.child.signalCode}`)
      keep(list, command, index)
    })
  }
  const installation: Installation = {
    name,
    connection,
    context: { db: connection.db, queue, actor: { name: 'Ada', role: 'operator' } },
    workers: [],
    persons: [],
    server: () => server,
    network,
    fallen,
    postmaster: async () => Number((await readFile(join(server.dir, 'postmaster.pid'), 'utf8')).split('\n')[0]),
    async revive() {
      for (let attempt = 1; ; attempt += 1) {
        try {
          // The backends of a killed postmaster leave when they notice; until then there is no new one.
          server = await startEmbedded(home)
          break
        } catch (error) {
          if (attempt === 60) throw error
          await delay(250)
        }
      }
      if (server.url !== url) throw new Error('the database came back at another address')
    },
    async dismissPersons() {
      dismissed = true
      await Promise.all(installation.persons.map((victim) => end(victim, 'SIGKILL')))
    },
    async stop() {
      stopping = true
      await Promise.all([...installation.workers, ...installation.persons].map((victim) => end(victim, 'SIGKILL')))
      network.stop()
      await queue.stop().catch(() => {})
      await connection.close().catch(() => {})
      if (existsSync(join(server.dir, 'postmaster.pid'))) await server.stop().catch(() => {})
    },
  }
  for (let index = 0; index < workers; index += 1) keep(installation.workers, 'worker', index)
  for (let index = 0; index < persons; index += 1) keep(installation.persons, 'torture/person.ts', index)
  return installation
}

/** The small disk is full for a while, for the harness too. */
const isDiskFull = (error: unknown) => error instanceof Error && 'code' in error && error.code === '53100'

/** Asks the database again and again while it is away. */
export async function patiently<T>(ask: () => Promise<T>, seconds = 180): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(isConnectionLoss(error) || isDiskFull(error)) || Date.now() > end) throw error
      await delay(100)
    }
  }
}

/** The workers that could be disturbed right now. */
export const awake = (victims: Victim[]): Victim[] =>
  victims.filter((victim) => isAlive(victim) && victim.ready && !victim.frozen && !victim.told)
