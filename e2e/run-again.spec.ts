import { address } from '#e2e/address.ts'
import { JobPage } from '#e2e/job-page.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import type { Locale } from '#i18n/locales.ts'

const COLUMNS = 'code integer, town varchar(20)'
const WITH_REJECTS = 'code;town\n1;Lyon\nx;Nice\n'

for (const locale of ['fr', 'it'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a job is run again with a copy of its file, and deleted from its header', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const table = await newTable(COLUMNS)
      const jobId = await startImport(table, await newFile('rejects.csv', WITH_REJECTS), '--wait')
      const number = t('job.number', { jobId: String(jobId) })
      const job = new JobPage(page, words)
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      await page.getByRole('button', { name: t('job.more') }).click()
      await page.getByRole('menuitem', { name: t('job.runAgain') }).click()
      await expect(page).toHaveURL(new RegExp(`${address(locale, '/jobs/[jobId]/edit', 0).replace('/0/', '/\\d+/')}$`))
      await page.getByRole('button', { name: t('job.verbs.start'), exact: true }).click()
      await job.isIn('finished')
      expect(await table.measure('count(*)::int as rows')).toEqual({ rows: 2 })

      await job.details.getByRole('link', { name: number }).click()
      await expect(page).toHaveURL(address(locale, '/jobs/[jobId]', jobId))
      await expect(job.details).toContainText('rejects.csv')
      await page.getByRole('button', { name: t('job.more') }).click()
      await page.getByRole('menuitem', { name: t('job.delete') }).click()
      const dialog = page.getByRole('dialog', { name: t('bulk.delete.title', { label: table.name }) })
      await expect(dialog).toContainText(t('bulk.delete.rows', { count: 1 }))
      await dialog.getByRole('button', { name: t('bulk.delete.keep') }).click()
      await page.getByRole('button', { name: t('job.more') }).click()
      await page.getByRole('menuitem', { name: t('job.delete') }).click()
      await dialog.getByRole('button', { name: t('bulk.delete.confirm') }).click()
      await expect(page).toHaveURL(address(locale, '/jobs'))
      await expect(page.getByText(t('bulk.did.delete', { count: 1 }))).toBeVisible()

      const copy = page.getByRole('row', { name: table.name }).getByRole('link')
      await expect(copy).toHaveCount(1)
      await copy.click()
      await expect(job.details.getByText(`${number} (${t('general.copyGone')})`)).toBeVisible()
      expect(await table.measure('count(*)::int as rows')).toEqual({ rows: 2 })
    })
  })
}
