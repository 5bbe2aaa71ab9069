import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'
import { ConfigurationError, ROOT } from '#lib/env.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The browser of the tests: what the machine has, else Playwright's own, else Debian's.
 * @throws ConfigurationError where none can be had
 */
export function findChromium(): string {
  const found = installed()
  if (found) return found
  process.stdout.write('There is no Chromium on this machine; installing one for the tests.\n')
  spawnSync(process.execPath, [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], { stdio: 'inherit', cwd: ROOT })
  if (!installed() && process.platform === 'linux' && process.getuid?.() === 0) {
    spawnSync('apt-get', ['update'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'inherit' })
  }
  const got = installed()
  if (!got) throw new ConfigurationError('the browser tests need Chromium; name one with CHROMIUM_PATH')
  return got
}

function installed(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!existsSync(named)) throw new ConfigurationError(`CHROMIUM_PATH=${named} does not exist`)
    return named
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
  const candidates = [chromium.executablePath(), ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))]
  return candidates.find((path) => path !== '' && existsSync(path))
}
