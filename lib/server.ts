import 'server-only'
import { type Connection, connect } from '#db/client.ts'
import { openQueue, type Queue } from '#db/queue.ts'
import { ConfigurationError, env } from '#lib/env.ts'

type Server = { url: string; connection: Connection; queue?: Promise<Queue> }

/** One pool and one queue a web process; a reload of the code in development keeps them. */
const kept = globalThis as typeof globalThis & { quaysideServer?: Server }

function server(): Server {
  if (!kept.quaysideServer) {
    const url = env.databaseUrl
    if (!url) throw new ConfigurationError('DATABASE_URL is not set: the web process is started by npm start or npm run dev')
    kept.quaysideServer = { url, connection: connect(url, { name: 'quayside web', max: 10 }) }
  }
  return kept.quaysideServer
}

export const database = () => server().connection.db
export const driver = () => server().connection.sql

/** Opened when it is first needed; one that could not be opened is tried again the next time. */
export function queue(): Promise<Queue> {
  const web = server()
  web.queue ??= openQueue(web.url, { role: 'sender', onError: (error) => console.error('queue:', error.message) }).catch((error) => {
    web.queue = undefined
    throw error
  })
  return web.queue
}
