import { constants } from 'node:fs'
import { chmod, copyFile, cp, link, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type Installation, startInstallation } from '#e2e/installation.ts'
import { ROOT } from '#lib/env.ts'
import { makePseudo } from '#messages/make-pseudo.ts'

/** English puts its dates and numbers in order; nobody speaks this one. */
export const SIXTH = 'en-XA'

export type SixthLanguage = Installation & {
  /** Its catalog, as the test looks words up. */
  catalog: typeof import('#messages/fr.json')
}

/** What makes no difference to the pages, or is made anew. */
const LEFT_OUT = new Set([
  '.git',
  'node_modules',
  '.next',
  '.quayside',
  '.quayside-test',
  'test-results',
  'playwright-report',
  'next-env.d.ts',
])

/**
 * Quayside in six languages: a copy of this checkout with one catalog more and one line changed, built, started on a database
 * and a port of its own.
 */
export async function startWithSixthLanguage(): Promise<SixthLanguage> {
  const dir = await mkdtemp(join(tmpdir(), 'quayside-six-'))
  // Started by root, Postgres runs as another user, who must get in.
  await chmod(dir, 0o755)
  const root = join(dir, 'checkout')
  await cp(ROOT, root, { recursive: true, filter: (path) => dirname(path) !== ROOT || !LEFT_OUT.has(basename(path)) })
  await linkTree(join(ROOT, 'node_modules'), join(root, 'node_modules'))

  const catalog = makePseudo(JSON.parse(await readFile(join(ROOT, 'messages/fr.json'), 'utf8')))
  await writeFile(join(root, 'messages', `${SIXTH}.json`), JSON.stringify(catalog))
  const languages = join(root, 'i18n/locales.ts')
  const line = await readFile(languages, 'utf8')
  await writeFile(languages, line.replace('] as const', `, '${SIXTH}'] as const`))

  const installation = await startInstallation(root, join(dir, 'data'))
  return {
    ...installation,
    catalog,
    async stop() {
      await installation.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** A copy that costs no room: hard links, or, on another disk, copies. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to)
  const entries = await readdir(from, { withFileTypes: true })
  await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)]
      if (entry.isDirectory()) return linkTree(source, target)
      if (entry.isSymbolicLink()) return symlink(await readlink(source), target)
      return link(source, target).catch(() => copyFile(source, target, constants.COPYFILE_FICLONE))
    }),
  )
}
