import { address } from '#e2e/address.ts'
import { insertJobs } from '#e2e/insert-jobs.ts'
import { test as base, expect } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'
import type { Locale } from '#i18n/locales.ts'

const COLUMNS = 'code integer'

const test = base.extend<{ saved: string }>({
  /** A name that no other view has; whatever is saved under it goes when the test ends. */
  saved: async ({ database }, use, { testId }) => {
    const name = `Vue ${testId.slice(-8)}`
    await use(name)
    await database.sql`delete from quayside.views where name like ${`${name}%`}`
  },
})

for (const locale of ['fr', 'pt-BR'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a view is saved, shared, found by somebody else, renamed, and deleted with a way back', async ({
      page,
      words: { t },
      newReader,
      database,
      newTable,
      saved,
    }) => {
      const table = await newTable(COLUMNS)
      await insertJobs(database, table, [{ label: 'b', rejects: 2 }, { label: 'a', rejects: 1 }, { label: 'c' }])
      const search = `?rejects=with&q=${table.name}&sort=label`
      await page.goto(`${address(locale, '/jobs')}${search}`)
      const button = page.getByRole('button', { name: t('list.views.name'), exact: true })
      const panel = page.getByRole('dialog', { name: t('list.views.name') })

      await button.click()
      await panel.getByRole('button', { name: t('list.views.saveThis') }).click()
      await panel.getByRole('textbox', { name: t('list.views.nameOf') }).fill(saved)
      await panel.getByRole('checkbox', { name: t('list.views.shareWithAll') }).check()
      await page.keyboard.press('Enter')
      const view = panel.getByRole('button', { name: saved, exact: false }).first()
      await expect(view).toHaveAttribute('aria-current', 'true')
      await expect(view.getByRole('img', { name: t('list.views.shared') })).toBeVisible()

      await panel.getByRole('button', { name: t('list.views.saveThis') }).click()
      await panel.getByRole('textbox', { name: t('list.views.nameOf') }).fill(saved)
      await page.keyboard.press('Enter')
      await expect(panel.getByRole('alert')).toHaveText(t('list.views.refusals.name_taken'))
      await page.keyboard.press('Escape')
      await expect(panel.getByRole('alert')).toBeHidden()
      await expect(panel).toBeVisible()

      const other = locale === 'fr' ? 'de' : 'it'
      const colleague = await newReader(other)
      const theirs = wordsOf(other).t
      await colleague.goto(address(other, '/jobs'))
      await colleague.getByRole('button', { name: theirs('list.views.name'), exact: true }).click()
      const theirPanel = colleague.getByRole('dialog', { name: theirs('list.views.name') })
      await theirPanel.getByRole('button', { name: saved }).first().click()
      await expect(colleague).toHaveURL(`${address(other, '/jobs')}${search}`)
      await expect(colleague.getByRole('row').getByRole('link')).toHaveText(['a', 'b'])

      await panel.getByRole('button', { name: t('list.views.more', { name: saved }) }).click()
      await page.getByRole('menuitem', { name: t('list.views.rename') }).click()
      await panel.getByRole('textbox', { name: t('list.views.nameOf') }).fill(`${saved} bis`)
      await page.keyboard.press('Enter')
      await expect(panel.getByRole('button', { name: `${saved} bis` }).first()).toBeVisible()

      await panel.getByRole('button', { name: t('list.views.builtIn.all') }).click()
      await expect(page).toHaveURL(address(locale, '/jobs'))
      await page.goto(`${address(locale, '/jobs')}?q=${table.name}`)
      await button.click()
      await panel.getByRole('button', { name: t('list.views.more', { name: `${saved} bis` }) }).click()
      await page.getByRole('menuitem', { name: t('list.views.replace') }).click()
      await expect(panel.getByRole('button', { name: `${saved} bis` }).first()).toHaveAttribute('aria-current', 'true')

      await panel.getByRole('button', { name: t('list.views.more', { name: `${saved} bis` }) }).click()
      await page.getByRole('menuitem', { name: t('list.views.delete') }).click()
      await expect(panel.getByRole('button', { name: `${saved} bis` })).toHaveCount(0)
      await page.getByRole('button', { name: t('list.views.undo') }).click()
      await expect(panel).toBeHidden()
      await button.click()
      await expect(panel.getByRole('button', { name: `${saved} bis` }).first()).toBeVisible()
    })
  })
}

test('what others share is shown with their names, what they keep is not; the usual views filter', async ({
  page,
  newReader,
  database,
  saved,
  newTable,
}) => {
  const table = await newTable(COLUMNS)
  await insertJobs(database, table, [{ label: `${table.name} failed`, status: 'finished_with_errors' }, { label: `${table.name} done` }])
  await database.sql`insert into quayside.views ${database.sql([
    { name: `${saved} shared`, owner: 'Grace', shared: true, query: `q=${table.name}` },
    { name: `${saved} kept`, owner: 'Grace', shared: false, query: 'type=export' },
  ])}`
  for (const [reader, locale] of [
    [page, 'fr'],
    [await newReader('es'), 'es'],
  ] as const) {
    const { t } = wordsOf(locale)
    await reader.goto(address(locale, '/jobs'))
    const button = reader.getByRole('button', { name: t('list.views.name'), exact: true })
    await button.click()
    const panel = reader.getByRole('dialog', { name: t('list.views.name') })
    await expect(panel.getByRole('region', { name: t('list.views.others') })).toContainText(`${saved} shared`)
    await expect(panel.getByRole('region', { name: t('list.views.others') })).toContainText('Grace')
    await expect(panel.getByText(`${saved} kept`)).toHaveCount(0)
    await panel.getByRole('button', { name: t('list.views.builtIn.failedToday') }).click()
    await expect(reader).toHaveURL(`${address(locale, '/jobs')}?status=finished_with_errors&period=today`)
    await expect(reader.getByRole('row', { name: `${table.name} failed` })).toBeVisible()
    await expect(reader.getByRole('row', { name: `${table.name} done` })).toBeHidden()
  }
})
