import { address, jobIdOf } from '#e2e/address.ts'
import { JobPage } from '#e2e/job-page.ts'
import { NUMBERS, numbersFile } from '#e2e/numbers-file.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'
import type { Locale } from '#i18n/locales.ts'

for (const locale of ['de', 'pt-BR'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('from the list to a job, through its tabs, to pause and resume, and back, without a pointer', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(address(locale, '/jobs'))
      const job = new JobPage(page, words)

      // The search finds it, Enter leads there.
      await expect(page.getByRole('row', { name: table.name })).toBeVisible()
      await page.keyboard.press('/')
      const search = page.getByRole('main').getByRole('searchbox')
      await expect(search).toBeFocused()
      await page.keyboard.type(table.name)
      await expect(page.getByRole('row').nth(2)).toBeHidden()
      // In a field, letters are letters.
      await expect(search).toHaveValue(table.name)
      await search.evaluate((field) => field.blur())
      await page.keyboard.press('j')
      const row = page.getByRole('row', { name: table.name }).getByRole('link')
      await expect(row).toBeFocused()
      await page.keyboard.press('Enter')
      await job.isIn('running')
      await expect(
        page.getByRole('status').filter({ hasText: t('milestones.opened', { label: table.name, status: t('status.running') }) }),
      ).toBeAttached()
      expect(jobIdOf(page.url())).toBe(jobId)

      await page.keyboard.press('2')
      await expect(job.tab('journal')).toHaveAttribute('aria-current', 'page')
      await expect(job.tab('journal')).toBeFocused()
      await page.keyboard.press('1')
      await expect(job.tab('general')).toHaveAttribute('aria-current', 'page')
      await page.keyboard.press('p')
      await job.isIn('paused')
      // The button is free again, and so is its key.
      await expect(job.button('start')).toBeEnabled()
      await page.keyboard.press('s')
      await job.isIn('running')
      await expect(job.button('cancel')).toBeEnabled()

      // A question takes the keys, and Esc is no.
      await page.keyboard.press('c')
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('1')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      await job.isIn('running')
      await page.keyboard.press('Escape')
      await expect(job.details).toBeHidden()
      await expect(row).toBeFocused()
    })

    test('the palette finds jobs by number and title, and does what the open one offers', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(address(locale, '/statuses'))
      const palette = page.getByRole('dialog', { name: t('palette.title') })
      const option = (name: string | RegExp) => palette.getByRole('option', { name })

      await page.getByRole('button', { name: t('palette.open') }).click()
      await expect(palette.getByRole('combobox')).toBeFocused()
      await expect(option(t('keyboard.commands.pause'))).toBeHidden()
      await page.keyboard.type(String(jobId))
      await expect(option(table.name)).toBeVisible()
      await page.keyboard.press('Enter')
      const job = new JobPage(page, words)
      await job.isIn('running')

      // What it offers is what its buttons are: Pause now, Start afterwards.
      await page.keyboard.press('Control+k')
      await expect(option(t('keyboard.commands.start'))).toBeHidden()
      await page.keyboard.type(t('keyboard.commands.pause'))
      await page.keyboard.press('Enter')
      await job.isIn('paused')
      await expect(job.button('start')).toBeEnabled()
      await page.keyboard.press('Control+k')
      await expect(option(t('keyboard.commands.start'))).toBeVisible()
      await page.keyboard.type(t('keyboard.commands.cancel'))
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog').getByText(t('job.cancelDialog.final'))).toBeVisible()
      await job.confirmCancel().click()
      await job.isIn('cancelled')

      // Nothing fits, and Esc closes; then the dark, and another language at the same place.
      await page.keyboard.press('Control+k')
      await page.keyboard.type('xyzzy')
      await expect(palette.getByText(t('palette.nothing'))).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(palette).toBeHidden()
      await page.keyboard.press('Control+k')
      await page.keyboard.type(t('shell.theme.dark'))
      await page.keyboard.press('Enter')
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('Italiano')
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(address('it', '/jobs/[jobId]', jobId))
      await new JobPage(page, wordsOf('it')).isIn('cancelled')
    })

    test('the list of the keys opens on ?, and there single keys are turned off', async ({ page, words: { t } }) => {
      await page.goto(address(locale, '/jobs'))
      await expect(page.getByRole('row').nth(1)).toBeVisible()
      const dialog = page.getByRole('dialog', { name: t('keyboard.title') })
      await page.keyboard.press('?')
      await expect(dialog.getByText(t('keyboard.commands.next'))).toBeVisible()
      const single = dialog.getByRole('checkbox', { name: t('keyboard.switch') })
      await expect(single).toBeChecked()
      await single.uncheck()
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()

      await page.keyboard.press('j')
      await page.keyboard.press('?')
      await page.keyboard.press('i')
      await page.reload()
      await expect(page.getByRole('row').nth(1)).toBeVisible()
      await page.keyboard.press('j')
      await expect(page.locator('body')).toBeFocused()
      await expect(page).toHaveURL(address(locale, '/jobs'))
      // What is pressed together with Ctrl stays, and leads to the switch.
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('combobox', { name: t('palette.search') })).toBeFocused()
      await page.keyboard.type(t('keyboard.title'))
      await page.keyboard.press('Enter')
      await single.check()
      await page.keyboard.press('Escape')
      await page.keyboard.press('i')
      await expect(page).toHaveURL(address(locale, '/jobs/new-import'))
    })
  })
}
