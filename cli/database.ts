import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { ConfigurationError, env } from '#lib/env.ts'

export type OpenDatabase = {
  url: string
  /** For whoever finds that the database does not answer: starts an embedded one again. Another's server is another's care. */
  revive: () => void
  stop: () => Promise<void>
}

/** The database of this installation, brought up to date: `DATABASE_URL`, or the embedded server, started where needed. */
export async function openDatabase(): Promise<OpenDatabase> {
  const given = env.databaseUrl
  if (given) {
    await migrate(given).catch((error) => {
      throw new ConfigurationError(`the database of DATABASE_URL cannot be used: ${reasonOf(error)}`, { cause: error })
    })
    return { url: given, revive: () => {}, stop: async () => {} }
  }
  const server = await startEmbedded(env.dataDir)
  if (server.moved) process.stderr.write(`The user "postgres" cannot enter ${env.dataDir}, so the database is kept in ${server.dir}.\n`)
  await migrate(server.url)
  let reviving = Promise.resolve()
  return {
    url: server.url,
    revive() {
      reviving = reviving
        .then(async () => {
          await startEmbedded(env.dataDir)
        })
        .catch((error) => console.error('database:', reasonOf(error)))
    },
    async stop() {
      await reviving
      await server.stop()
    },
  }
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}
