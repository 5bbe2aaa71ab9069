#!/usr/bin/env node
// The one way in: runs on any Node from 20 on, installs what is missing, then hands over to the Node of this project.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = import.meta.dirname ?? new URL('.', import.meta.url).pathname
const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
const marker = join(root, 'node_modules/.quayside-installed')
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

if (!existsSync(node) || !existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
  process.stderr.write('Installing what Quayside needs; this takes a minute the first time.\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // Not `npm ci`: the lock file names the packages of the platforms that it was made for, and `ci` refuses any other.
  // pg-boss and vitest ask for the newer Node that is being installed here, so npm's warning about the present one is no news.
  const { status } = spawnSync(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0 || !existsSync(node)) {
    process.stderr.write('Quayside could not install its packages: see the messages above.\n')
    process.exit(1)
  }
  writeFileSync(marker, wanted)
}

const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, 'cli/main.ts'), ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
// Ctrl-C reaches the whole terminal group, the child included; a signal sent to this process alone is handed on.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm gives a signal to the shell that it starts this process by, which ends and hands nothing on: its end is noticed here.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
