import { address } from '#e2e/address.ts'
import { insertJobs } from '#e2e/insert-jobs.ts'
import { expect, test } from '#e2e/test.ts'
import type { Locale } from '#i18n/locales.ts'

for (const locale of ['de', 'pt-BR'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('details that the server cannot show say so beside the list, and are there once they can be read again', async ({
      page,
      words: { t },
      database,
      newTable,
    }) => {
      const table = await newTable('code integer')
      const [broken = 0] = await insertJobs(database, table, [{ label: 'broken', unreadable: true }, { label: 'whole' }])
      const mend = () => database.sql`update quayside.job_moves set at = now() where job_id = ${broken}`
      const details = (label: string) => page.getByRole('article', { name: t('job.details', { label }) })
      const failure = page
        .getByRole('main')
        .getByRole('alert')
        .filter({ hasText: t('errors.title') })
      const again = failure.getByRole('button', { name: t('errors.retry') })

      await page.goto(`${address(locale, '/jobs')}?q=${table.name}`)
      await page.getByRole('link', { name: 'broken' }).click()
      await expect(failure).toContainText(t('errors.text'))
      // What the server wrote of it can be found.
      await expect(failure).toContainText(/\d{6}/)
      // The list is still there, and leads to another job.
      await page.getByRole('link', { name: 'whole' }).click()
      await expect(details('whole')).toBeVisible()
      await expect(failure).toBeHidden()

      // By its address too, and as often as it fails.
      await page.goto(address(locale, '/jobs/[jobId]', broken))
      await expect(failure).toBeVisible()
      await expect(page).toHaveTitle(`${t('errors.title')} · Quayside`)
      const asked = page.waitForRequest((request) => new URL(request.url()).searchParams.has('_rsc'))
      await again.focus()
      await page.keyboard.press('Enter')
      await asked
      await expect(failure).toBeVisible()
      await mend()
      // What was asked for before may be answered after it.
      await expect(async () => {
        if (await failure.isVisible()) await again.click({ timeout: 1000 })
        await expect(details('broken')).toBeVisible({ timeout: 2000 })
      }).toPass()
      await expect(page).toHaveTitle(/broken/)
      await expect(failure).toBeHidden()
    })
  })
}
