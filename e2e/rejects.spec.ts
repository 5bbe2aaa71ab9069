import type { Locator } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { JobPage } from '#e2e/job-page.ts'
import { CITIES, citiesWith, RejectsTab } from '#e2e/rejects-tab.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'

for (const locale of ['de', 'pt-BR'] as const) {
  test.describe(locale, () => {
    test.use({ locale })

    test('from finished with 37 rejects to all rows in, in four clicks', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const bad = Array.from({ length: 37 }, (_, i) => `${100 + i};Nice;1,00;03/${13 + (i % 15)}/2026;FR`)
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, citiesWith(bad)), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]', jobId))
      const job = new JobPage(page, words)
      await job.isIn('finished')
      let clicks = 0
      const click = async (place: Locator) => {
        await place.click()
        clicks += 1
      }
      await click(job.tab('rejects'))
      const group = tab.group('not_a_date')
      await expect(group).toContainText(t('rejectsTab.fit', { fit: 37, count: 37 }))
      await click(group.getByRole('button'))
      await expect(tab.panel).toContainText(t('rejectsTab.panel.fit', { fit: 37, sampled: 37 }))
      await expect(tab.panel.getByRole('listitem').first()).toContainText('03/13/2026')
      await expect(tab.panel.getByRole('listitem').first()).toContainText('13/03/2026')
      await click(tab.panel.getByRole('button', { name: t('rejectsTab.repairAndRetry'), exact: true }))
      await expect(tab.retried(37, 0)).toBeVisible()
      expect(clicks).toBeLessThanOrEqual(4)
      await job.isIn('finished')
      await expect(page.getByText(t('rejectsTab.empty.state.open'))).toBeVisible()
      expect(
        await table.measure(`count(*)::int as rows, count(*) filter (where day between '2026-03-13' and '2026-03-27')::int as right`),
      ).toEqual({
        rows: 97,
        right: 97,
      })
      await job.tab('general').click()
      await expect.poll(() => job.facts()).toMatchObject({ [t('counters.success')]: '97', [t('counters.rejects')]: '0' })
    })

    test('one record is mended in place by the keyboard, others stay refused with their new reason, and are discarded and taken back', async ({
      page,
      words,
      database,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const jobId = await startImport(
        table,
        await newFile(
          `${table.name}.csv`,
          citiesWith(['100;;5,00;13/03/2026;FR', '101;Nice;abc;13/03/2026;FR', '102;Nice;xyz;13/03/2026;FR', '103;Nice']),
        ),
        '--wait',
      )
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      await expect(tab.count(4)).toBeVisible()

      // 3 goes into the list, j from one to the next, r opens the record for repair, and the refused field has the focus.
      await expect
        .poll(async () => {
          // The page hears the keys as soon as its scripts are there.
          if (await page.evaluate(() => document.activeElement === document.body)) await page.keyboard.press('3')
          return tab.toggle(61).evaluate((toggle) => toggle === document.activeElement)
        })
        .toBe(true)
      await page.keyboard.press('j')
      await expect(tab.toggle(62)).toBeFocused()
      await page.keyboard.press('k')
      await page.keyboard.press('r')
      const field = tab.row(61).getByRole('textbox', { name: 'Town', exact: true })
      await expect(field).toBeFocused()
      await expect(tab.row(61)).toContainText(t('rejectReasons.required'))
      await page.keyboard.type('Metz')
      await page.keyboard.press('Enter')
      await expect(tab.retried(1, 0)).toBeVisible()
      await expect(tab.row(61)).toBeHidden()
      await expect(tab.count(3)).toBeVisible()
      expect(await table.measure(`count(*) filter (where code = 100 and town = 'Metz')::int as there`)).toEqual({ there: 1 })

      // A repair that makes it no better: it comes back with what is wrong now, and tells of the attempt.
      await tab.toggle(62).click()
      await expect(page).toHaveURL(/record=62/)
      await tab
        .row(62)
        .getByRole('button', { name: t('rejectsTab.edit'), exact: true })
        .click()
      await tab.row(62).getByRole('textbox', { name: 'Amount', exact: true }).fill('1,00')
      await tab.row(62).getByRole('textbox', { name: 'Town', exact: true }).fill('much longer than twelve')
      await tab
        .row(62)
        .getByRole('button', { name: t('rejectsTab.repairAndRetry'), exact: true })
        .click()
      await expect(tab.retried(0, 1)).toBeVisible()
      await expect(tab.row(62)).toContainText(t('rejectReasons.too_long', { length: 23, limit: 12 }))
      await expect(tab.row(62)).toContainText(t('rejectsTab.attempts', { count: 1 }))
      await expect(tab.row(62)).toContainText(t('rejectsTab.history.import'))

      // Esc steps back: from the record to the list.
      await tab.toggle(62).focus()
      await page.keyboard.press('Escape')
      await expect(tab.toggle(62)).toHaveAttribute('aria-expanded', 'false')
      await expect(page).not.toHaveURL(/record=/)

      // What nobody will mend is set aside, with a reason, and can be taken back.
      await tab.tick(63).check()
      await tab.tick(64).check()
      await expect(page.getByText(t('rejectsTab.scope.ticked', { count: 2 }))).toBeVisible()
      await tab.button('discard').first().click()
      await tab.panel.getByLabel(t('job.reason')).fill('Altbestand')
      await tab.panel.getByRole('button', { name: t('rejectsTab.discardDialog.confirm'), exact: true }).click()
      await expect(page.getByText(t('rejectsTab.news.discarded', { count: 2 }))).toBeVisible()
      await expect(tab.count(1)).toBeVisible()
      await tab.state('discarded').click()
      await expect(page).toHaveURL(/fate=discarded/)
      await tab.toggle(64).click()
      await expect(tab.row(64)).toContainText('Altbestand')
      await tab.state('open').click()
      await expect(tab.row(62)).toBeVisible()
      const [counters] = await database.sql`select rejects::int, discarded::int, success::int from quayside.jobs where id = ${jobId}`
      expect(counters).toEqual({ rejects: 3, discarded: 2, success: 61 })
      await tab.button('undo').click()
      await expect(page.getByText(t('rejectsTab.news.reopened', { count: 2 }))).toBeVisible()
      await expect(tab.count(3)).toBeVisible()
    })

    test('a record that a colleague sets aside while it is open leaves the list as it is; a link to it shows it among all', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const path = await newFile(`${table.name}.csv`, citiesWith(['100;;5,00;13/03/2026;FR', '101;Nice;abc;13/03/2026;FR']))
      const jobId = await startImport(table, path, '--wait')
      const link = `${address(locale, '/jobs/[jobId]/rejects', jobId)}?record=61`
      await page.goto(link)
      await expect(tab.toggle(61)).toHaveAttribute('aria-expanded', 'true')
      await expect(tab.count(2)).toBeVisible()

      const theirs = await page.context().newPage()
      const their = new RejectsTab(theirs, words)
      await theirs.goto(link)
      await theirs.getByRole('checkbox', { name: t('rejectsTab.tick', { record: 61 }) }).check()
      await their.button('discard').first().click()
      await their.panel.getByRole('button', { name: t('rejectsTab.discardDialog.confirm'), exact: true }).click()
      await expect(theirs.getByText(t('rejectsTab.news.discarded', { count: 1 }))).toBeVisible()
      await theirs.close()

      await expect(tab.row(61)).toBeHidden()
      await expect(tab.count(1)).toBeVisible()
      // After a gap the page is rendered anew.
      const banner = page.getByText(t('live.lost'))
      await page.context().setOffline(true)
      await expect(banner).toBeVisible()
      const { pathname } = new URL(link, page.url())
      const rendered = page.waitForResponse((response) => response.url().includes(`${pathname}?`) && response.url().includes('_rsc='))
      await page.context().setOffline(false)
      await rendered
      await expect(banner).toBeHidden()
      await page.waitForTimeout(500)
      await expect(tab.row(61)).toBeHidden()
      await tab.button('retryAsIs').click()
      await expect(tab.retried(0, 1)).toBeVisible()
      await expect(tab.row(62)).toContainText(t('rejectsTab.attempts', { count: 1 }))
      await expect(tab.row(61)).toBeHidden()
      await expect(page).not.toHaveURL(/fate=/)

      await page.goto(link)
      await expect(page).toHaveURL(/fate=all&record=61|record=61&fate=all/)
      await expect(tab.row(61)).toContainText(t('rejectsTab.states.discarded'))
      await expect(tab.toggle(61)).toHaveAttribute('aria-expanded', 'true')
    })

    test('a group is mapped value by value, repaired only, taken back, then loaded; filter and search stand in the address', async ({
      page,
      words,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(CITIES)
      const lands = ['Frankreich', 'Frankreich', 'Italien', 'Atlantis']
      const bad = lands.map((land, i) => `${100 + i};Nice;1,00;13/03/2026;${land}`)
      const jobId = await startImport(
        table,
        await newFile(`${table.name}.csv`, citiesWith([...bad, '110;Metz;abc;13/03/2026;FR'])),
        '--wait',
      )
      const rejects = address(locale, '/jobs/[jobId]/rejects', jobId)
      await page.goto(rejects)
      await expect(tab.count(5)).toBeVisible()

      await tab.group('too_long').getByRole('link').click()
      await expect(page).toHaveURL(/reason=too_long&column=Country/)
      await expect(tab.count(4)).toBeVisible()
      await expect(tab.row(65)).toBeHidden()

      await tab.group('too_long').getByRole('button').click()
      await tab.chooseOther()
      await tab.panel.getByLabel(t('rejectsTab.panel.kind'), { exact: true }).selectOption('map')
      await tab.panel.getByRole('textbox', { name: 'Frankreich' }).fill('FR')
      await tab.panel.getByRole('textbox', { name: 'Italien' }).fill('IT')
      await expect(tab.panel).toContainText(t('rejectsTab.panel.fit', { fit: 3, sampled: 4 }))
      await expect(tab.panel).toContainText(
        t('rejectsTab.panel.stillOne', { count: 1, reason: t('rejectsTab.short.too_long'), column: 'Country' }),
      )
      await tab.panel.getByRole('button', { name: t('rejectsTab.repairOnly'), exact: true }).click()
      await expect(page.getByText(t('rejectsTab.news.repaired', { count: 3 }))).toBeVisible()
      await expect(tab.row(61)).toContainText(t('rejectsTab.repaired'))
      await tab.button('undo').click()
      await expect(page.getByText(t('rejectsTab.news.restored', { count: 3 }))).toBeVisible()
      await expect(tab.row(61)).not.toContainText(t('rejectsTab.repaired'))

      await page.goto(`${rejects}?find=${encodeURIComponent('Italien')}`)
      await expect(page.getByRole('searchbox', { name: t('rejectsTab.search') })).toHaveValue('Italien')
      await expect(tab.count(1)).toBeVisible()
      await expect(tab.row(63)).toBeVisible()
      await expect(tab.row(61)).toBeHidden()
      await page.getByRole('searchbox', { name: t('rejectsTab.search') }).fill('Frankreich')
      await expect(page).toHaveURL(/find=Frankreich/)
      await expect(tab.count(2)).toBeVisible()
      await tab.button('repair').last().click()
      await tab.chooseOther()
      await tab.panel.getByLabel(t('rejectsTab.panel.column'), { exact: true }).selectOption('Country')
      await tab.panel.getByLabel(t('rejectsTab.panel.value'), { exact: true }).fill('FR')
      await expect(tab.panel).toContainText(t('rejectsTab.panel.fit', { fit: 2, sampled: 2 }))
      await tab.panel.getByRole('button', { name: t('rejectsTab.repairAndRetry'), exact: true }).click()
      await expect(tab.retried(2, 0)).toBeVisible()
      await expect(page.getByText(t('rejectsTab.empty.filtered.title'))).toBeVisible()
      expect(await table.measure(`count(*) filter (where code >= 100)::int as rows`)).toEqual({ rows: 2 })
    })
  })
}
