import 'server-only'
import { type Connection, connect } from '#db/client.ts'
import { openQueue, type Queue } from '#db/queue.ts'
import { ConfigurationError, env } from '#lib/env.ts'

type Server = { connection: Connection; queue: Promise<Queue> }

/** One pool and one queue a web process; a reload of the code in development keeps them. */
const kept = globalThis as typeof globalThis & { quaysideServer?: Server }

function server(): Server {
  if (!kept.quaysideServer) {
    const url = env.databaseUrl
    if (!url) throw new ConfigurationError('DATABASE_URL is not set: the web process is started by npm start or npm run dev')
    kept.quaysideServer = {
      connection: connect(url, { name: 'quayside web', max: 10 }),
      queue: openQueue(url, { role: 'sender', onError: (error) => console.error('queue', error) }),
    }
  }
  return kept.quaysideServer
}

export const database = () => server().connection.db
export const driver = () => server().connection.sql
export const queue = () => server().queue
