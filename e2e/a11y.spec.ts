import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'
import { type Locale, routing } from '#i18n/routing.ts'

const COLUMNS = 'code integer, town varchar(20), amount numeric(10, 2), day date'
const FILE = 'code;town;amount;day\n1;Lyon;1.234,50;25/03/2026\nx;Nice;2,00;26/03/2026\n3;;abc;\n'
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Every page of the product, with something on it, and a text by which it is known to be there. */
function pages(locale: Locale, { finished, draft }: { finished: number; draft: number }): { url: string; text: string }[] {
  const { t } = wordsOf(locale)
  return [
    { url: address(locale, '/jobs'), text: t('list.period.name') },
    { url: address(locale, '/jobs/[jobId]', finished), text: t('general.history') },
    { url: address(locale, '/jobs/[jobId]/journal', finished), text: t('journal.move.finished') },
    { url: address(locale, '/jobs/[jobId]/rejects', finished), text: t('rejectsTab.download') },
    { url: address(locale, '/jobs/new-import'), text: t('newJob.import.text') },
    { url: address(locale, '/jobs/new-export'), text: t('newJob.export.text') },
    { url: address(locale, '/jobs/[jobId]/edit', draft), text: t('newJob.destination.what') },
    { url: address(locale, '/statuses'), text: t('legend.text') },
    { url: `/${locale}/a/b`, text: t('notFound.text') },
  ]
}

for (const [index, locale] of routing.locales.entries()) {
  test.describe(locale, () => {
    test.use({ locale })

    test('axe finds nothing against WCAG 2.2 AA on any page, light or dark', async ({ page, newTable, newFile }) => {
      const table = await newTable(COLUMNS)
      const path = await newFile(`${table.name}.csv`, FILE)
      const jobs = { finished: await startImport(table, path, '--wait'), draft: await startImport(table, path, '--no-start') }
      for (const [place, { url, text }] of pages(locale, jobs).entries()) {
        await page.emulateMedia({ colorScheme: (index + place) % 2 === 0 ? 'light' : 'dark', reducedMotion: 'reduce' })
        await page.goto(url)
        await expect(page.getByText(text).first()).toBeVisible()
        expect(await violationsOf(page), url).toEqual([])
      }
    })
  })
}

test('axe finds nothing in menus and questions either', async ({ page, words: { t }, newTable, newFile }) => {
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

/** What axe finds: the rule, and of each place the markup and what is wrong with it. */
async function violationsOf(page: Page): Promise<{ rule: string; places: string[] }[]> {
  // There are no frames, for which alone the other mode opens a second page each time.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => ({ rule: id, places: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`) }))
}

/** What can be scrolled sideways, except tables of a file, which have as many columns as it has; and what stands out of the screen. */
function widerThanTheScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = (element: Element) => element.scrollWidth > element.clientWidth
    const all = [...document.querySelectorAll('*')]
    const scrolling = all.filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX) && wide(element))
    const meant = scrolling.filter((element) => element.matches('section[aria-label]:has(> table)'))
    const outside = all.filter(
      (element) =>
        element.matches('a, button, input, select, p, h1, h2') &&
        element.getClientRects().length > 0 &&
        element.getBoundingClientRect().right > window.innerWidth + 0.5 &&
        !meant.some((one) => one.contains(element)),
    )
    const found = [...(wide(document.documentElement) ? [document.documentElement] : []), ...scrolling, ...outside]
    return found.filter((element) => !meant.includes(element)).map((element) => element.outerHTML.slice(0, 200))
  })
}
