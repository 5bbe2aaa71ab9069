import type { Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { violationsOf } from '#e2e/axe.ts'
import { quayside } from '#e2e/command.ts'
import { insertJobs } from '#e2e/insert-jobs.ts'
import { burstsOf } from '#e2e/look.ts'
import { COLUMNS, type Place, seeEverything, settled } from '#e2e/states.ts'
import { expect, test } from '#e2e/test.ts'
import { routing } from '#i18n/routing.ts'

// A walk is hundreds of steps; its film alone would take longer than the walk.
test.use({ trace: 'off', actionTimeout: 30_000 })

/** What colours decide; the rest is the same in either theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']
const DESK = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
/** What is laid out otherwise on a phone; in the language with the longest words everything is looked at there too. */
const LONGEST = 'de'
const ON_PHONES = new Set(['the list', 'chosen jobs', 'general, finished', 'journal, finished', 'rejects', 'all filters, on a phone'])

for (const locale of routing.locales) {
  test.describe(locale, () => {
    test.use({ locale, permissions: ['clipboard-read', 'clipboard-write'], viewport: DESK })

    test('axe finds nothing on any page, menu, question or message, light and dark, and nothing bursts', async ({
      page,
      words: { t },
      database,
      newTable,
      newFile,
    }) => {
      test.setTimeout(600_000)
      const table = await newTable(COLUMNS)
      const problems: string[] = []
      const at: Place['at'] = (name, jobId, query = '') => `${address(locale, name, jobId)}${query}`
      const insert: Place['insert'] = (jobs) => insertJobs(database, table, jobs)
      await seeEverything({ page, t, at, quayside, table, insert, newFile }, async (state) => {
        const told = (where: string, found: string[]) => problems.push(...found.map((problem) => `${state}, ${where}: ${problem}`))
        await inTheme(page, 'light')
        told('light', await violationsOf(page))
        told('light', await burstsOf(page))
        await inTheme(page, 'dark')
        told('dark', await violationsOf(page, COLOUR_RULES))
        const before = page.viewportSize()
        if (!before || !(locale === LONGEST || ON_PHONES.has(state))) return
        await page.setViewportSize(PHONE)
        await inTheme(page, 'dark')
        told('on a phone, dark', await violationsOf(page))
        told('on a phone', await burstsOf(page))
        await inTheme(page, 'light')
        told('on a phone, light', await violationsOf(page, COLOUR_RULES))
        await page.setViewportSize(before)
      })
      expect([...new Set(problems)].join('\n')).toBe('')
    })
  })
}

async function inTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await settled(page)
}
