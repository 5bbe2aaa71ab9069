import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished } from 'vitest'
import { areWorkersThere } from '#jobs/list-workers.ts'
import { ROOT } from '#lib/env.ts'
import { test } from '#test/database.ts'

test('whoever ends the shell by which npm starts Quayside stops it too, though the shell keeps the signal to itself', async ({
  url,
  db,
}) => {
  // What stands behind the command keeps the shell from becoming it, as that of npm is kept.
  const shell = spawn('sh', ['-c', 'node quayside.mjs worker; exit'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: url, npm_lifecycle_event: 'worker' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  onTestFinished(() => {
    try {
      if (shell.pid) process.kill(-shell.pid, 'SIGKILL')
    } catch {
      // Nobody of them is left.
    }
  })
  // Its output is closed once nobody is left who could write to it.
  const closed = once(shell, 'close')
  await expect.poll(() => areWorkersThere(db), { timeout: 30_000 }).toBe(true)
  shell.kill('SIGTERM')
  await closed
  expect(await areWorkersThere(db)).toBe(false)
})
