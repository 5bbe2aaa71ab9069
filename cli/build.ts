import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigurationError, ROOT } from '#lib/env.ts'

const SOURCES = ['{app,components,db,engine,i18n,jobs,lib,messages}/**/*.{ts,tsx,css,json}', '*.{ts,json,mjs}']
const MARKER = join(ROOT, '.next/quayside-sources')

/** Builds the pages unless those that are there were made from these very sources. */
export async function buildIfNeeded(): Promise<void> {
  const sources = await fingerprint()
  if (existsSync(MARKER) && (await readFile(MARKER, 'utf8')) === sources) return
  process.stdout.write('Building the pages …\n')
  const output: Buffer[] = []
  const status = await new Promise<number>((resolve) => {
    const build = spawn(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    })
    build.stdout.on('data', (data) => output.push(data))
    build.stderr.on('data', (data) => output.push(data))
    build.on('exit', (code) => resolve(code ?? 1))
  })
  if (status !== 0) throw new ConfigurationError(`the pages could not be built:\n${Buffer.concat(output).toString()}`)
  await writeFile(MARKER, sources)
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  const paths: string[] = []
  for (const pattern of SOURCES) for await (const path of glob(pattern, { cwd: ROOT })) paths.push(path)
  for (const path of paths.sort()) if (path !== 'next-env.d.ts') hash.update(path).update(await readFile(join(ROOT, path)))
  return hash.digest('hex')
}
