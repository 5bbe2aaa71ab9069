import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { NODE } from '#e2e/command.ts'
import { TIME_ZONE } from '#e2e/words.ts'
import { readLanguages } from '#i18n/read-languages.ts'
import { env, ROOT } from '#lib/env.ts'

// The tests make tables and start jobs; nobody wants that in the installation they work with.
process.env.QUAYSIDE_DATA_DIR ||= join(tmpdir(), 'quayside-e2e')
delete process.env.DATABASE_URL
// As next.config.ts does for the pages.
process.env.QUAYSIDE_LANGUAGES = JSON.stringify(readLanguages())

const PORT = String(env.port)

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Tests share an installation, never a table or a job.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${PORT}`,
    locale: 'fr',
    timezoneId: TIME_ZONE,
    viewport: { width: 1280, height: 900 },
    // Without a film of it: that costs a quarter of the time.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: process.env.QUAYSIDE_CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update'],
    },
  },
  webServer: {
    command: `"${NODE}" --disable-warning=ExperimentalWarning "${join(ROOT, 'cli/main.ts')}" start`,
    wait: { stdout: /Quayside is ready/ },
    env: { PORT, QUAYSIDE_DATA_DIR: env.dataDir },
    stdout: 'pipe',
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
  },
})
