import { address } from '#e2e/address.ts'
import { violationsOf } from '#e2e/axe.ts'
import { quayside } from '#e2e/command.ts'
import { burstsOf } from '#e2e/look.ts'
import { COLUMNS, seeEverything, settled } from '#e2e/states.ts'
import { expect, test } from '#e2e/test.ts'
import { routing } from '#i18n/routing.ts'

// A walk is hundreds of steps; its film alone would take longer than the walk.
test.use({ trace: 'off', actionTimeout: 30_000 })

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
