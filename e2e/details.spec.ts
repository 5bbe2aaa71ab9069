import { address } from '#e2e/address.ts'
import { quayside } from '#e2e/command.ts'
import { JobPage } from '#e2e/job-page.ts'
import { NUMBERS, numbersFile } from '#e2e/numbers-file.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import type { Locale } from '#i18n/locales.ts'

for (const locale of ['de', 'es'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('progress, picture, tab and what is read out follow a job through a pause to its end', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t, format } = words
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('running')
      await expect.poll(() => page.title()).toMatch(/^▶ .*%/)
      await expect(page).toHaveTitle(new RegExp(`· ${table.name} · Quayside$`))
      const icon = page.locator('link[rel~="icon"]').first()
      await expect(icon).toHaveAttribute('href', /^data:image\/svg\+xml/)
      await expect.poll(async () => Number(await job.details.getByRole('progressbar').getAttribute('aria-valuenow'))).toBeGreaterThan(0)

      await job.button('pause').click()
      await job.isIn('paused')
      await expect(
        page
          .getByRole('status')
          .filter({ hasText: t('milestones.status', { label: table.name, status: t('status.paused'), ended: 'paused', rejects: 0 }) }),
      ).toBeAttached()
      await expect.poll(() => page.title()).toMatch(/^⏸/)
      // Of work that rests nothing is foretold, and its rate is what it came to.
      const facts = await job.facts()
      expect(facts[t('general.remaining')]).toBe(`${t('general.none')}${t('status.paused')}`)
      expect(facts[t('general.rate')]).toContain(t('general.onAverage'))

      await job.button('start').click()
      await table.speedUp()
      await job.isIn('finished')
      await expect(
        page
          .getByRole('status')
          .filter({ hasText: t('milestones.status', { label: table.name, status: t('status.finished'), ended: 'finished', rejects: 0 }) }),
      ).toBeAttached()
      await expect.poll(() => page.title()).toMatch(/^✓ ·/)

      // The picture: the pause is marked, arrow keys read it, and the table adds up to what was imported.
      const title = t('general.throughput.title', { kind: 'import' })
      const plot = job.details.getByRole('slider', { name: title })
      await expect(plot).toBeVisible()
      await expect(job.details.getByRole('button', { name: new RegExp(`^${t('status.paused')}: `) })).toBeVisible()
      await plot.focus()
      const last = await plot.getAttribute('aria-valuetext')
      await page.keyboard.press('Home')
      await expect(plot).toHaveAttribute('aria-valuenow', '0')
      await expect(plot).not.toHaveAttribute('aria-valuetext', String(last))
      await page.keyboard.press('Escape')
      await job.details.getByRole('button', { name: t('general.throughput.asTable') }).click()
      const rows = job.details.getByRole('region', { name: title }).getByRole('row')
      const sum = () =>
        rows.evaluateAll((all) =>
          all
            .map((row) => Number((row as HTMLTableRowElement).cells[1]?.textContent?.replace(/\D/g, '') || 0))
            .reduce((total, count) => total + count, 0),
        )
      await expect.poll(sum).toBe(60_000)
      expect((await job.facts())[t('counters.total')]).toBe(format.number(60_000))

      await page.keyboard.press('Escape')
      await expect(page).toHaveTitle(/^(?!✓)/)
      await expect(icon).not.toHaveAttribute('href', /^data:/)
    })

    test('whoever asks for it is told of the end, in a tab that nobody looks at', async ({ page, context, words, newTable, newFile }) => {
      const { t } = words
      await context.grantPermissions(['notifications'])
      // What the system would show is not part of the page: it is noted down instead.
      await page.addInitScript(() => {
        const told: string[] = []
        Object.assign(window, { told })
        const shown = class extends EventTarget {
          static permission = 'granted'
          static requestPermission = async () => 'granted'
          constructor(title: string, options: NotificationOptions) {
            super()
            told.push(`${title} | ${options.body}`)
            Object.assign(window, { lastNotice: this })
          }
          close() {}
        }
        Object.assign(window, { Notification: shown })
      })
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('running')
      const bell = job.details.getByRole('button', { name: t('notice.ask') })
      await expect(bell).toHaveAttribute('aria-pressed', 'false')
      const waiting = page.waitForResponse((response) => response.url().includes(`/api/live?ends=${jobId}`))
      await bell.click()
      await expect(bell).toHaveAttribute('aria-pressed', 'true')
      await waiting
      await page.goto(address(locale, '/statuses'))

      await table.speedUp()
      const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told)
      const body = t('notice.body', { kind: 'import', success: 60_000, rejects: 0 })
      await expect.poll(told).toEqual([`${t('notice.title', { label: table.name, status: t('status.finished') })} | ${body}`])
      await page.evaluate(() => (window as unknown as { lastNotice: EventTarget }).lastNotice.dispatchEvent(new Event('click')))
      await job.isIn('finished')
      expect(page.url()).toContain(String(jobId))
    })

    test('a job that a technical error stopped says which one', async ({ page, words, database, newTable, newFile }) => {
      const { t } = words
      const table = await newTable(NUMBERS)
      const path = await newFile(`${table.name}.csv`, numbersFile(10))
      const jobId = await startImport(table, path, '--no-start')
      await database.sql.unsafe(`drop table ${table.name}`)
      await quayside('start', String(jobId), '--wait').catch(() => {})
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('finished_with_errors')
      await expect(job.details.getByText(t('statusSentence.finished_with_errors'))).toBeVisible()
      await expect(job.details.getByText(t('journal.error.table_missing', { table: `public.${table.name}` }))).toBeVisible()
    })
  })
}
