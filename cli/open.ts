import { userInfo } from 'node:os'
import { type Connection, connect } from '#db/client.ts'
import { findEmbedded } from '#db/embedded.ts'
import type { Queue } from '#db/queue.ts'
import type { Context } from '#jobs/context.ts'
import { ConfigurationError, env } from '#lib/env.ts'

export type Installation = Connection & { context: Context }

/**
 * The address of the running installation's database.
 * @throws ConfigurationError where none runs
 */
export async function findDatabase(): Promise<string> {
  const url = env.databaseUrl ?? (await findEmbedded(env.dataDir))
  if (!url) throw new ConfigurationError('Quayside is not running; start it with: npm start')
  return url
}

/** Does `work` on the running installation's database, as whoever is logged in at this machine, and closes what it opened. */
export async function withInstallation(work: (installation: Installation) => Promise<number>): Promise<number> {
  const url = await findDatabase()
  const connection = connect(url, { name: 'quayside command', max: 2 })
  let queue: Promise<Queue> | undefined
  // Opened by the first message: most commands send none.
  const open = () => {
    queue ??= import('#db/queue.ts').then(({ openQueue }) => openQueue(url, { role: 'sender', onError: () => {} }))
    return queue
  }
  const send: Queue['send'] = async (tx, jobId) => (await open()).send(tx, jobId)
  try {
    await check(connection)
    return await work({
      ...connection,
      context: { ...connection, queue: { send }, actor: { name: userInfo().username, role: 'administrator' } },
    })
  } finally {
    await (await queue)?.stop()
    await connection.close()
  }
}

async function check({ sql }: Connection): Promise<void> {
  const [found] = await sql<{ there: boolean }[]>`select to_regclass('quayside.jobs') is not null as there`.catch((error) => {
    const reason = error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error)
    throw new ConfigurationError(`the database cannot be reached: ${reason}`, { cause: error })
  })
  if (!found?.there) throw new ConfigurationError('the database knows no Quayside yet; start it once with: npm start')
}
