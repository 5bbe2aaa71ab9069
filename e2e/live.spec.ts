import type { Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { quayside } from '#e2e/command.ts'
import { countLoads, JobPage } from '#e2e/job-page.ts'
import { NUMBERS, numbersFile } from '#e2e/numbers-file.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'
import type { Locale } from '#i18n/locales.ts'

for (const locale of ['fr', 'es'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a pause shows on the page of somebody else, who does not reload', async ({ page, words, newTable, newFile, newReader }) => {
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      const colleague = await newReader('it')
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      await colleague.goto(address('it', '/jobs/[jobId]', jobId))
      const [mine, theirs] = [new JobPage(page, words), new JobPage(colleague, wordsOf('it'))]
      await theirs.isIn('running')
      const loads = countLoads(colleague)

      await mine.button('pause').click()
      await theirs.isIn('paused')
      await expect(theirs.button('start')).toBeVisible()
      await expect(theirs.button('pause')).toBeHidden()
      await expect(colleague.getByRole('row', { name: table.name })).toContainText(wordsOf('it').t('status.paused'))

      await table.speedUp()
      await theirs.button('start').click()
      await mine.isIn('finished')
      await theirs.isIn('finished')
      expect(loads()).toBe(0)
    })

    test('a job that the command line starts appears on the open list and moves there', async ({
      page,
      words: { t },
      newTable,
      newFile,
    }) => {
      const table = await newTable(NUMBERS)
      await page.goto(address(locale, '/jobs'))
      await expect(page.getByRole('row').nth(1)).toBeVisible()
      const loads = countLoads(page)
      const row = page.getByRole('row', { name: table.name })
      await expect(row).toBeHidden()

      await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await expect(row).toContainText(t('status.finished'))
      await expect(row.getByRole('progressbar')).toHaveAttribute('value', '1')
      expect(loads()).toBe(0)
    })

    test('a lost connection is said, and what happened meanwhile is caught up', async ({ page, context, words, newTable, newFile }) => {
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      const stream = page.waitForResponse(/\/api\/live$/)
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      await stream
      const job = new JobPage(page, words)
      await job.isIn('running')
      const loads = countLoads(page)
      const banner = page.getByText(words.t('live.lost'))
      await expect(banner).toBeHidden()

      await context.setOffline(true)
      await expect(banner).toBeVisible()
      await job.button('pause').click()
      await expect(page.getByText(words.t('job.failed'))).toBeVisible()
      await job.isIn('running')
      await quayside('pause', String(jobId))
      await expect.poll(async () => JSON.parse(await quayside('show', String(jobId), '--json')).status).toBe('paused')
      await job.isIn('running')

      await context.setOffline(false)
      await expect(banner).toBeHidden()
      await job.isIn('paused')
      await expect(page.getByRole('row', { name: table.name })).toContainText(words.t('status.paused'))
      await expect(job.button('start')).toBeVisible()
      expect(loads()).toBe(0)
    })
  })
}

test('a change that is heard of while the server goes away does not take the page with it', async ({ page, words, newTable, newFile }) => {
  const table = await newTable(NUMBERS)
  await table.slowDown()
  const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
  await page.goto(address('fr', '/jobs/[jobId]', jobId))
  const job = new JobPage(page, words)
  await job.isIn('running')
  await expect.poll(() => job.details.getByRole('progressbar').getAttribute('aria-valuenow')).toMatch(/^[1-9]/)
  const loads = countLoads(page)

  // All but the stream, which is open, stops answering.
  const away = (url: URL) => !url.pathname.startsWith('/api/live')
  await page.route(away, (route) => route.abort('connectionrefused'))
  await quayside('pause', String(jobId))
  await job.isIn('paused')
  await expect(page.getByRole('row', { name: table.name })).toContainText(words.t('status.paused'))
  await page.unroute(away)

  await job.button('start').click()
  await job.isIn('running')
  expect(loads()).toBe(0)
})

for (const locale of ['fr', 'pt-BR'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a tab that nobody looks at costs nothing, and catches up when it is seen again', async ({ page, words, newTable, newFile }) => {
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      const stream = page.waitForResponse(/\/api\/live$/)
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      await stream
      const job = new JobPage(page, words)
      await job.isIn('running')
      await expect.poll(() => job.details.getByRole('progressbar').getAttribute('aria-valuenow')).toMatch(/^[1-9]/)

      const closed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/live'))
      await look(page, 'hidden')
      await closed
      // What was asked for just before is answered.
      await page.waitForLoadState('networkidle')
      const asked: string[] = []
      // The tab's own icon is back, and the browser may look for it when it likes.
      page.on('request', (request) => request.url().includes('/icon.svg') || asked.push(request.url()))
      await quayside('pause', String(jobId))
      await expect.poll(async () => JSON.parse(await quayside('show', String(jobId), '--json')).status).toBe('paused')
      await job.isIn('running')
      expect(asked).toEqual([])
      // What it does not hear of it does not claim.
      await expect(page).toHaveTitle(`${table.name} · Quayside`)

      await look(page, 'visible')
      await job.isIn('paused')
      await expect(page).toHaveTitle(/^⏸/)
      await expect(page.getByRole('row', { name: table.name })).toContainText(words.t('status.paused'))
      await expect(page.getByText(words.t('live.lost'))).toBeHidden()
    })

    test('a tab that nobody looks at says how a job stands that it was asked to tell of', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      // What the system would show is not part of the page.
      await page.addInitScript(() => {
        const shown = class extends EventTarget {
          static permission = 'granted'
          static requestPermission = async () => 'granted'
        }
        Object.assign(window, { Notification: shown })
      })
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('running')
      const waiting = page.waitForResponse((response) => response.url().includes(`/api/live?ends=${jobId}`))
      await job.details.getByRole('button', { name: t('notice.ask') }).click()
      await waiting
      await look(page, 'hidden')
      await expect(page).toHaveTitle(`▶ · ${table.name} · Quayside`)
      const icon = () => page.locator('link[rel~="icon"]').first().getAttribute('href')
      const running = await icon()

      // Somebody else pauses it, and starts it again.
      await quayside('pause', String(jobId))
      await expect(page).toHaveTitle(`⏸ · ${table.name} · Quayside`)
      expect(await icon()).not.toBe(running)
      await expect.poll(async () => JSON.parse(await quayside('show', String(jobId), '--json')).status).toBe('paused')
      await quayside('start', String(jobId))
      await expect(page).toHaveTitle(`▶ · ${table.name} · Quayside`)
      expect(await icon()).toBe(running)
      await quayside('cancel', String(jobId))
      await expect(page).toHaveTitle(`⊘ · ${table.name} · Quayside`)
    })

    test('a lost connection and its return are read out', async ({ page, context, words: { t } }) => {
      const stream = page.waitForResponse(/\/api\/live$/)
      await page.goto(address(locale, '/jobs'))
      await stream
      await context.setOffline(true)
      await expect(page.getByRole('status').filter({ hasText: t('live.lost') })).toBeVisible()
      await context.setOffline(false)
      await expect(page.getByRole('status').filter({ hasText: t('live.back') })).toBeAttached()
    })
  })
}

/** As if the person turned to another tab, or came back. */
const look = (page: Page, state: DocumentVisibilityState) =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
