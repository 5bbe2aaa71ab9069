import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What lies on the page; what is under it has been looked at before. */
const ON_TOP = '[role="dialog"], [role="menu"], [role="listbox"]'

/** What axe finds: the rule, and of each place the markup and what is wrong with it; of all rules, or of these. */
export async function violationsOf(page: Page, rules?: string[]): Promise<string[]> {
  // There are no frames, for which alone the other mode opens a second page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (rules) axe.withRules(rules)
  else axe.withTags(RULES)
  if ((await page.locator(ON_TOP).count()) > 0) axe.include(ON_TOP)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id} ${html.slice(0, 300)} ${failureSummary}`))
}
