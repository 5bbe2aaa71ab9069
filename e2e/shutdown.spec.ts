import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Connection, connect } from '#db/client.ts'
import { address } from '#e2e/address.ts'
import { type Installation, startInstallation } from '#e2e/installation.ts'
import { JobPage } from '#e2e/job-page.ts'
import { NUMBERS, numbersFile } from '#e2e/numbers-file.ts'
import { createTable } from '#e2e/table.ts'
import { test as base, expect } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'
import type { Locale } from '#i18n/locales.ts'
import { ROOT } from '#lib/env.ts'

/** Other tests have jobs on the workers of the installation that they share; here workers are ended. */
const test = base.extend<{ own: Installation & { connection: Connection } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what the fixture needs
  own: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'quayside-shutdown-'))
    // Started by root, Postgres runs as another user, who must get in.
    await chmod(dir, 0o755)
    const installation = await startInstallation(ROOT, join(dir, 'data'), { QUAYSIDE_LEASE_SECONDS: '4' })
    const connection = connect((await installation.quayside('database-url')).trim(), { name: 'quayside e2e', max: 2 })
    await use({ ...installation, connection })
    await connection.close()
    await installation.stop()
    await rm(dir, { recursive: true, force: true })
  },
})

const LOCALES = ['de', 'pt-BR'] satisfies Locale[]

test('a server that stops, and one that is killed, are told of as they go, marked in the picture, and the job ends by itself', async ({
  own,
  newFile,
  newReader,
}) => {
  test.setTimeout(300_000)
  const { baseURL, quayside, connection } = own
  const table = await createTable(connection, NUMBERS)
  await table.slowDown(0.002)
  const path = await newFile(`${table.name}.csv`, numbersFile(60_000))
  const jobId: number = JSON.parse(await quayside('import', path, '--into', table.name, '--label', table.name, '--json')).id
  const readers = await Promise.all(
    LOCALES.map(async (locale) => {
      const page = await newReader(locale)
      await page.goto(`${baseURL}${address(locale, '/jobs/[jobId]', jobId)}`)
      const words = wordsOf(locale)
      const job = new JobPage(page, words)
      await job.isIn('running')
      await expect(job.details.getByText(words.t('general.executing'))).toBeVisible()
      return { page, job, words, statuses: await noteStatuses(page) }
    }),
  )
  const progress = async () => Number(JSON.parse(await quayside('show', String(jobId), '--json')).counters.processed)
  /** Ends the process of the worker that has the job, as the system does it. */
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const before = await progress()
    await expect.poll(progress, { timeout: 30_000 }).toBeGreaterThan(before)
    const workers: { pid: number; jobs: number[] }[] = JSON.parse(await quayside('workers', '--json'))
    const holder = workers.find(({ jobs }) => jobs.includes(jobId))
    process.kill(holder?.pid ?? Number.NaN, signal)
  }
  const shutdowns = async () => {
    const [row] = await connection.sql<{ count: number }[]>`
      select count(*)::int as count from quayside.job_moves where job_id = ${jobId} and from_status = 'server_shutdown' and to_status = 'running'`
    return row?.count
  }

  await end('SIGTERM')
  // The readers see both, without a click.
  for (const { statuses, words } of readers) {
    await expect.poll(statuses, { timeout: 30_000 }).toContain(words.t('status.server_shutdown'))
    await expect
      .poll(async () => (await statuses()).slice((await statuses()).indexOf(words.t('status.server_shutdown'))), { timeout: 30_000 })
      .toContain(words.t('status.running'))
  }
  await end('SIGKILL')
  await expect.poll(shutdowns, { timeout: 30_000 }).toBe(2)
  await table.speedUp()

  for (const { job, page, words } of readers) {
    const { t } = words
    await job.isIn('finished')
    await expect(job.details.getByText(t('general.complete', { any: 'false', open: 0 }))).toBeVisible()
    // Where each began, and where the work went on.
    await expect(job.details.getByRole('button', { name: new RegExp(`^${t('status.server_shutdown')}: `) })).toHaveCount(2)
    const wentOn = t('general.throughput.wentOn', { how: 'start', who: t('general.movers.recovery'), at: '|' }).split('|')[0] ?? ''
    await expect(job.details.getByRole('button', { name: wentOn })).toHaveCount(2)
    await job.details.getByRole('button', { name: t('general.throughput.asTable') }).click()
    const picture = job.details.getByRole('region', { name: t('general.throughput.title', { kind: 'import' }) })
    await expect(picture.getByRole('row', { name: t('status.server_shutdown') })).toHaveCount(2)
    // The history says who, and the journal how it happened.
    const history = page.locator('section').filter({ has: page.getByRole('heading', { name: t('general.history'), exact: true }) })
    await expect(history.getByText(t('general.movers.recovery'))).toHaveCount(3)
    await job.tab('journal').click()
    for (const code of ['stopped', 'vanished'] as const) await expect(page.getByText(t(`journal.move.${code}`))).toBeVisible()
    await expect(page.getByText(t('journal.move.resumed'))).toHaveCount(2)
  }
  expect(await table.measure('count(*)::int, count(distinct number)::int as different')).toEqual({ count: 60_000, different: 60_000 })
})

/** Notes what the header says of the status from now on; answers with how to ask for it. */
async function noteStatuses(page: Page): Promise<() => Promise<string[]>> {
  const noted = await page.evaluateHandle(() => {
    const told: string[] = []
    const look = () => {
      const now = document.querySelector('article header [data-status]:not(.status-icon)')?.textContent
      if (now && now !== told.at(-1)) told.push(now)
    }
    look()
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
    return told
  })
  return () => noted.jsonValue()
}
