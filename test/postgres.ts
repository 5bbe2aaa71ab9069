import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated database that every test file's own database is a copy of. */
    templateUrl: string
  }
}

/** One server for all test files, in a folder that goes with them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'quayside-test-'))
  // Started by root, Postgres runs as another user, who must get in.
  await chmod(dir, 0o755)
  const server = await startEmbedded(dir)
  await migrate(server.url)
  project.provide('templateUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dir, { recursive: true, force: true })
    if (server.moved) await rm(server.dir, { recursive: true, force: true })
  }
}
