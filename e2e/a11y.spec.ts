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
