import { execFile, spawnSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { Bench } from '#bench/bench.ts'
import type { Installation } from '#bench/installation.ts'
import type { SampleFile } from '#bench/sample-file.ts'
import { freshTable, settle } from '#bench/tables.ts'

const run = promisify(execFile)

const psql = spawnSync('psql', ['--version']).status === 0

/** What the baseline is called: `psql \copy` where there is psql, else the driver's own COPY. Both are one stream of the file. */
export const COPY_NAME = psql ? 'psql \\copy' : 'COPY FROM STDIN'

type Options = {
  file: SampleFile
  /** What the table is before; empty where nothing is said. */
  prepare?: (installation: Installation, table: string) => Promise<void>
  /** Another table that the rows go into, made and emptied by statements of the same session, which count too. */
  by?: { table: string; before: string; after: string }
}

/** Milliseconds that one `COPY … FROM STDIN` stream of a whole file into a table of its own takes. */
export async function timeCopy({ installation, sample }: Bench, { file, prepare = freshTable, by }: Options): Promise<number> {
  const path = await sample(file)
  await prepare(installation, 'copied')
  await settle(installation, 'copied')
  return copy(installation, path, by ?? { table: 'copied', before: '', after: '' })
}

async function copy({ url, sql }: Installation, path: string, { table, before, after }: NonNullable<Options['by']>): Promise<number> {
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
