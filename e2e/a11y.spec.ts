import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { quayside } from '#e2e/command.ts'
import { burstsOf } from '#e2e/look.ts'
import { COLUMNS, seeEverything, settled } from '#e2e/states.ts'
import { expect, test } from '#e2e/test.ts'
import { routing } from '#i18n/routing.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

for (const locale of routing.locales) {
  test.describe(locale, () => {
    test.use({ locale, permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 1280, height: 900 } })

    test('axe finds nothing on any page, menu, question or message, light or dark, and nothing bursts', async ({
      page,
      words: { t },
      newTable,
      newFile,
    }) => {
      test.setTimeout(240_000)
      await page.emulateMedia({ reducedMotion: 'reduce' })
      const table = await newTable(COLUMNS)
      const problems: string[] = []
      await seeEverything(
        { page, t, at: (name, jobId, query = '') => `${address(locale, name, jobId)}${query}`, quayside, table, newFile },
        async (state) => {
          await settled(page)
          for (const [theme, rules] of [
            ['light', RULES],
            ['dark', ['color-contrast']],
          ] as const) {
            await page.evaluate((theme) => {
              document.documentElement.dataset.theme = theme
            }, theme)
            for (const violation of await violationsOf(page, rules)) problems.push(`${state}, ${theme}: ${violation}`)
          }
          for (const burst of await burstsOf(page)) problems.push(`${state}: ${burst}`)
        },
      )
      expect([...new Set(problems)].join('\n')).toBe('')
    })
  })
}

<<<<<<< HEAD
test('axe finds nothing in menus and questions either', async ({ page, words: t , newTable, newFile }) => {
  const table = await newTable(COLUMNS)
  const draft = await startImport(table, await newFile(`${table.name}.csv`, FILE), '--no-start')
  await page.goto(address('fr', '/jobs'))
  await page
    .getByRole('button', { name: t('list.columns.status'), exact: true })
    .first()
    .click()
  await expect(page.getByRole('checkbox', { name: t('status.running') })).toBeVisible()
  expect(await violationsOf(page)).toEqual([])

  await page.goto(address('fr', '/jobs/[jobId]/edit', draft))
  await page.getByRole('button', { name: t('newJob.destination.table') }).click()
  await expect(page.getByRole('listbox')).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: t('newJob.delete.button') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
})

test.describe('a phone', () => {
  test.use({ locale: 'de', viewport: { width: 390, height: 844 }, hasTouch: true })

  test('no page is wider than the screen, with the longest words', async ({ page, newTable, newFile }) => {
    const table = await newTable(COLUMNS)
    const path = await newFile(`${table.name}.csv`, FILE)
    const jobs = { finished: await startImport(table, path, '--wait'), draft: await startImport(table, path, '--no-start') }
    for (const { url, text } of pages('de', jobs)) {
      await page.goto(url)
      await expect(page.getByText(text).first()).toBeAttached()
      expect(await widerThanTheScreen(page), url).toEqual([])
    }
  })
})

=======
>>>>>>> main
/** What axe finds: the rule, and of each place the markup and what is wrong with it. */
async function violationsOf(page: Page, rules: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  // There are no frames, for which alone the other mode opens a second page each time.
  axe.setLegacyMode()
  if (rules === RULES) axe.withTags([...rules])
  else axe.withRules([...rules])
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id} ${html.slice(0, 300)} ${failureSummary}`))
}
