import { address } from '#e2e/address.ts'
import { longJournal } from '#e2e/long-journal.ts'
import { isWhole } from '#e2e/look.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import type { Locale } from '#i18n/locales.ts'

/** What is left of a desk of 1280 × 800, and of one of 1366 × 768, at 200 %. */
const ZOOMED = [
  { width: 640, height: 400 },
  { width: 683, height: 384 },
]

for (const locale of ['de', 'pt-BR'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('at 200 % an entry of the journal, a job and a refused record can be read whole', async ({
      page,
      words: { t },
      database,
      newTable,
      newFile,
    }) => {
      const journal = await longJournal(database, 1000)
      const table = await newTable('number integer, town varchar(4)')
      const refused = await startImport(table, await newFile(`${table.name}.csv`, 'number;town\n1;Rom\nx;Bari\n3;Neapel\n'), '--wait')
      try {
        for (const size of ZOOMED) {
          await page.setViewportSize(size)
          await page.goto(address(locale, '/jobs/[jobId]/journal', journal.jobId))
          const entries = page.locator('[data-entry]')
          await expect(entries.last()).toContainText('1000')
          await expect.poll(() => isWhole(entries.last())).toBe(true)
          // The job runs on, and what can be done about it is there too.
          await expect(page.getByRole('button', { name: t('job.verbs.pause'), exact: true })).toBeInViewport({ ratio: 1 })
          await page.getByRole('searchbox', { name: t('journalTab.search') }).fill('zürich')
          await expect(entries).toHaveCount(10)
          await expect.poll(() => isWhole(entries.last())).toBe(true)

          await page.goto(`${address(locale, '/jobs')}?q=${table.name}`)
          const row = page.getByRole('row', { name: table.name })
          await expect(row).toBeVisible()
          await expect.poll(() => isWhole(row)).toBe(true)

          await page.goto(address(locale, '/jobs/[jobId]/rejects', refused))
          const record = page.locator('[data-toggle]').first()
          // It may be put in its place just while it is scrolled to.
          await expect(async () => {
            await record.scrollIntoViewIfNeeded({ timeout: 1000 })
            expect(await isWhole(record)).toBe(true)
          }).toPass({ timeout: 10_000 })
        }
      } finally {
        await journal.takeAway()
      }
    })
  })
}
