import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,bench,cli,components,db,engine,examples,i18n,jobs,lib,messages,torture,worker}/**/*.test.ts'],
    globalSetup: ['test/postgres.ts'],
    // Every test file opens a database, and some of them set a hundred races.
    maxWorkers: 4,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
