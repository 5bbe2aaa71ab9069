import { address } from '#e2e/address.ts'
import { JobPage } from '#e2e/job-page.ts'
import { CITIES, citiesWith, RejectsTab } from '#e2e/rejects-tab.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'

for (const locale of ['de', 'pt-BR'] as const) {
  test.describe(locale, () => {
    test.use({ locale })

    test('Esc in a question that a menu opened gives the keyboard back to the menu’s button, each time', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const table = await newTable(CITIES)
      await table.slowDown(0.008)
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, citiesWith([], 4000)))
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      await expect(new JobPage(page, words).button('pause')).toBeVisible()
      const more = page.getByRole('button', { name: t('job.morePause'), exact: true })
      for (const way of ['with code that comes', 'with code that is there'])
        await test.step(way, async () => {
          await more.focus()
          await page.keyboard.press('Enter')
          const item = page.getByRole('menuitem', { name: t('job.pauseWithReason') })
          await expect(item).toBeVisible()
          await page.keyboard.press('ArrowDown')
          await expect(item).toBeFocused()
          await page.keyboard.press('Enter')
          const field = page.getByRole('dialog').getByRole('textbox')
          await expect(field).toBeFocused()
          await page.keyboard.press('Escape')
          await expect(page.getByRole('dialog')).toBeHidden()
          await expect(more).toBeFocused()
        })
    })

    test('after a retry that was asked for by the keyboard it goes on at what came of it', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const bad = ['100;Nice;1,00;03/13/2026;FR', '101;Nice;1,00;03/14/2026;FR', '102;Nice;abc;13/03/2026;FR', '103;;1,00;13/03/2026;FR']
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, citiesWith(bad)), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      const dismiss = page.getByRole('button', { name: t('rejectsTab.dismiss'), exact: true })

      // From the button of a group, which goes with its group.
      const group = tab.group('not_a_date')
      await expect(group).toContainText(t('rejectsTab.fit', { fit: 2, count: 2 }))
      await group.getByRole('button').focus()
      await page.keyboard.press('Enter')
      const retry = tab.panel.getByRole('button', { name: t('rejectsTab.repairAndRetry'), exact: true })
      await expect(retry).toBeEnabled()
      await retry.focus()
      await page.keyboard.press('Enter')
      await expect(tab.retried(2, 0)).toBeVisible()
      await expect(group).toBeHidden()
      await page.keyboard.press('Tab')
      await expect(dismiss).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(dismiss).toBeHidden()

      // From the button above the list, which cannot be pressed meanwhile.
      await tab.button('retryAsIs').focus()
      await page.keyboard.press('Enter')
      await expect(tab.retried(0, 2)).toBeVisible()
      await page.keyboard.press('Tab')
      await expect(dismiss).toBeFocused()

      // And Esc in the panel leaves it where it was.
      await tab.group('not_a_number').getByRole('button').focus()
      await page.keyboard.press('Enter')
      await expect(tab.panel).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(tab.panel).toBeHidden()
      await expect(tab.group('not_a_number').getByRole('button')).toBeFocused()
    })
  })
}
