import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { quayside } from '#e2e/command.ts'
import { burstsOf } from '#e2e/look.ts'
import { COLUMNS, seeEverything, settled } from '#e2e/states.ts'
import { expect, test } from '#e2e/test.ts'
import { routing } from '#i18n/routing.ts'

// A walk is hundreds of steps; its film alone would take longer than the walk.
test.use({ trace: 'off', actionTimeout: 30_000 })

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

for (const [index, locale] of routing.locales.entries()) {
  test.describe(locale, () => {
    test.use({ locale, permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 1280, height: 900 } })

    test('axe finds nothing on any page, menu, question or message, light or dark, and nothing bursts', async ({
      page,
      words: { t },
      newTable,
      newFile,
    }) => {
      test.setTimeout(400_000)
      await page.emulateMedia({ reducedMotion: 'reduce' })
      const table = await newTable(COLUMNS)
      const problems: string[] = []
      let step = 0
      await seeEverything(
        { page, t, at: (name, jobId, query = '') => `${address(locale, name, jobId)}${query}`, quayside, table, newFile },
        async (state) => {
          // Each state is seen in both themes: in one by the readers of every other language.
          const theme = (index + step++) % 2 === 0 ? 'light' : 'dark'
          await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
          await settled(page)
          for (const violation of await violationsOf(page)) problems.push(`${state}, ${theme}: ${violation}`)
          for (const burst of await burstsOf(page)) problems.push(`${state}: ${burst}`)
        },
      )
      expect([...new Set(problems)].join('\n')).toBe('')
    })
  })
}

/** What lies on the page; what is under it has been looked at before. */
const ON_TOP = '[role="dialog"], [role="menu"], [role="listbox"]'

/** What axe finds: the rule, and of each place the markup and what is wrong with it. */
async function violationsOf(page: Page): Promise<string[]> {
  // There are no frames, for which alone the other mode opens a second page each time.
  const axe = new AxeBuilder({ page }).withTags(RULES).setLegacyMode()
  if ((await page.locator(ON_TOP).count()) > 0) axe.include(ON_TOP)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id} ${html.slice(0, 300)} ${failureSummary}`))
}
