import { address } from '#e2e/address.ts'
import { insertJobs } from '#e2e/insert-jobs.ts'
import { expect, test } from '#e2e/test.ts'
import type { Locale } from '#i18n/locales.ts'

for (const locale of ['it', 'de'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a list that the server cannot read says so, and is read again on request or when the stream is back', async ({
      page,
      context,
      words: { t },
      database,
      newTable,
    }) => {
      const table = await newTable('code integer')
      await insertJobs(database, table, [
        { label: 'paused', status: 'paused' },
        { label: 'failed', status: 'finished_with_errors' },
      ])
      const list = `${address(locale, '/jobs')}?q=${table.name}`
      const stream = page.waitForResponse(/\/api\/live$/)
      await page.goto(list)
      await stream
      const rows = page.getByRole('row').getByRole('link')
      await expect(rows).toHaveText(['failed', 'paused'])

      // The server fails, which no real one does when it is asked to.
      const reading = (url: URL) => url.pathname === '/api/jobs'
      await page.route(reading, (route) => route.fulfill({ status: 500 }))
      const sort = (column: 'label' | 'status') => page.getByRole('columnheader', { name: t(`list.columns.${column}`) }).getByRole('button')
      await sort('label').click()
      const alert = page.getByRole('alert').filter({ hasText: t('list.unreadable') })
      await expect(alert).toBeVisible()
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
      const again = alert.getByRole('button', { name: t('errors.retry') })
      await again.click()
      await expect(again).not.toHaveAttribute('aria-busy')
      await expect(alert).toBeVisible()
      // Another order is asked for too, though the one before never came.
      const asked = page.waitForRequest((request) => request.url().includes('/api/jobs?') && request.url().includes('sort=status'))
      await sort('status').click()
      await asked
      await expect(alert).toBeVisible()

      await page.unroute(reading)
      await again.focus()
      await page.keyboard.press('Enter')
      await expect(alert).toBeHidden()
      await expect(rows).toHaveText(['paused', 'failed'])
      await expect(rows.first()).toBeFocused()

      await page.route(reading, (route) => route.fulfill({ status: 500 }))
      await sort('label').click()
      await expect(alert).toBeVisible()
      await page.unroute(reading)
      await context.setOffline(true)
      await expect(page.getByText(t('live.lost'))).toBeVisible()
      await context.setOffline(false)
      await expect(alert).toBeHidden()
      await expect(rows).toHaveText(['failed', 'paused'])
    })

    test('what is only counted in part is not said to be more, nor nothing', async ({ page, words: { t, format } }) => {
      // That counting takes too long is up to the database; here it is said to have.
      await page.route(/\/api\/jobs\/counts/, (route) =>
        route.fulfill({
          json: {
            ...Object.fromEntries(
              ['editing', 'running', 'pausing', 'cancelling', 'cancelled'].map((one) => [one, { count: 0, more: false }]),
            ),
            paused: { count: 0, more: true },
            finished: { count: 1000, more: true },
            finished_with_errors: { count: 12, more: true },
            server_shutdown: { count: 3, more: false },
          },
        }),
      )
      await page.goto(address(locale, '/jobs'))
      const filters = page.getByRole('search', { name: t('list.filters') })
      await filters.getByRole('button', { name: t('list.columns.status'), exact: true }).click()
      const atLeast = { it: 'almeno', de: 'mindestens' }[locale]
      const uncounted = { it: 'non contati', de: 'nicht gezählt' }[locale]
      for (const [status, said] of [
        ['paused', ` ${uncounted}`],
        ['finished', ` ${atLeast} ${format.number(1000)}`],
        ['finished_with_errors', ` ${atLeast} ${format.number(12)}`],
        ['server_shutdown', ` ${format.number(3)}`],
        ['cancelled', ''],
      ] as const)
        await expect(page.getByRole('checkbox', { name: `${t(`status.${status}`)}${said}`, exact: true })).toBeVisible()
    })
  })
}
