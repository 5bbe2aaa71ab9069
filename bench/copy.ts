import { execFile, spawnSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { Installation } from '#bench/installation.ts'

const run = promisify(execFile)

const psql = spawnSync('psql', ['--version']).status === 0

/** What the baseline is called: `psql \copy` where there is psql, else the driver's own COPY. Both are one stream of the file. */
export const COPY_NAME = psql ? 'psql \\copy' : 'COPY FROM STDIN'

/** Milliseconds that one `COPY … FROM STDIN` stream of the whole file takes; `after` is done in the same session and counts too. */
export async function timeCopy({ url, sql }: Installation, path: string, table: string, { before = '', after = '' } = {}): Promise<number> {
  const began = performance.now()
  if (psql) {
    const commands = [before, `\\copy ${table} from '${path}' with (format csv, header)`, after].filter(Boolean)
    await run('psql', [url, '--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', ...commands.flatMap((command) => ['--command', command])])
  } else {
    const session = await sql.reserve()
    try {
      if (before) await session.unsafe(before)
      const stream = await session.unsafe(`copy ${table} from stdin with (format csv, header)`).writable()
      await pipeline(createReadStream(path, { highWaterMark: 65_536 }), stream)
      if (after) await session.unsafe(after)
    } finally {
      session.release()
    }
  }
  return performance.now() - began
}
