import { userInfo } from 'node:os'
import type { Locator, Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { JobPage } from '#e2e/job-page.ts'
import { NUMBERS, numbersFile } from '#e2e/numbers-file.ts'
import { startImport } from '#e2e/start-import.ts'
import type { Table } from '#e2e/table.ts'
import { expect, test } from '#e2e/test.ts'
import type { Words } from '#e2e/words.ts'
import type { Locale } from '#i18n/locales.ts'
import type { JobStatus } from '#jobs/status.ts'
import { insertJob } from '#test/jobs.ts'

const COLUMNS = 'code integer, town varchar(20)'

/** The list of a test's own jobs, and the bar of those that are chosen. */
class BulkPage {
  readonly bar: Locator
  private readonly page: Page
  private readonly words: Words

  constructor(page: Page, words: Words) {
    this.page = page
    this.words = words
    this.bar = page.getByRole('region', { name: words.t('bulk.bar') })
  }

  box = (label: string) => this.page.getByRole('checkbox', { name: label, exact: true })
  row = (label: string) => this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name: label, exact: true }) })
  verb = (verb: 'start' | 'pause' | 'cancel' | 'delete') =>
    this.bar.getByRole('button', { name: new RegExp(`^${this.words.t(`job.verbs.${verb}`)}`) })
  dialog = () => this.page.getByRole('dialog')

  async open(table: Table) {
    await this.page.goto(`${address(this.words.locale, '/jobs')}?q=${table.name}`)
  }

  async says(count: number) {
    await expect(this.bar).toContainText(this.words.t('bulk.chosen', { count, more: 'false' }))
  }
}

for (const locale of ['de', 'it'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('some, a range, a page and all that match are chosen; what becomes of each is told', async ({
      page,
      words,
      newTable,
      database,
    }) => {
      const { t } = words
      const table = await newTable(COLUMNS)
      const insert = (status: JobStatus, label: string, given = {}) =>
        insertJob(database.db, status, { label: `${table.name} ${label}`, tableSchema: 'public', tableName: table.name, ...given })
      const drafts = [await insert('editing', 'Entwurf 1'), await insert('editing', 'Entwurf 2')]
      await insert('paused', 'ausgesetzt')
      for (let number = 1; number <= 55; number += 1)
        await insert('finished', String(number), { startedAt: new Date(), finishedAt: new Date(), success: 7, rejects: 1 })
      const label = (name: string | number) => `${table.name} ${name}`
      const bulk = new BulkPage(page, words)
      await bulk.open(table)

      await bulk.box(label(55)).check()
      await bulk.says(1)
      await bulk.box(label(51)).click({ modifiers: ['Shift'] })
      await bulk.says(5)
      await expect(bulk.box(label(53))).toBeChecked()
      await expect(bulk.box(label(50))).not.toBeChecked()
      await expect(bulk.verb('pause')).toBeDisabled()
      await expect(bulk.verb('delete')).toHaveText(t('job.verbs.delete'))

      // The choice stays while pages are turned, and more is added to it there.
      await page.getByRole('button', { name: t('list.paging.newest.next'), exact: true }).click()
      await bulk.box(label('ausgesetzt')).check()
      await bulk.says(6)
      await expect(bulk.verb('delete')).toHaveText(`${t('job.verbs.delete')}${t('bulk.some', { possible: '5', total: '6' })}`)
      await page.goBack()
      await expect(bulk.box(label(52))).toBeChecked()
      await page.keyboard.press('Escape')
      await expect(bulk.bar).toBeHidden()
      await expect(bulk.box(label(52))).not.toBeChecked()

      // Two are deleted, after it was said what goes and what stays.
      await bulk.box(label(55)).check()
      await bulk.box(label(54)).check()
      await bulk.verb('delete').click()
      await expect(bulk.dialog()).toContainText(t('bulk.title.delete', { jobs: t('bulk.jobs', { count: 2, more: 'false' }) }))
      await expect(bulk.dialog()).toContainText(t('bulk.delete.lines', { entries: 0, rejects: 2 }))
      await expect(bulk.dialog()).toContainText(t('bulk.delete.rows', { count: 14 }))
      await bulk
        .dialog()
        .getByRole('button', { name: t('bulk.delete.confirm') })
        .click()
      await expect(page.getByText(t('bulk.did.delete', { count: 2 }))).toBeVisible()
      await expect(bulk.row(label(55))).toBeHidden()
      await expect(bulk.row(label(53))).toBeVisible()
      await expect(bulk.bar).toBeHidden()

      // All that match, on whatever page: three can be started, and two of those lack a file.
      const chooseAll = async () => {
        await expect(page.getByRole('row')).toHaveCount(51)
        await page.getByRole('checkbox', { name: t('bulk.selectPage') }).check()
        await bulk.says(50)
        await bulk.bar.getByRole('button', { name: t('bulk.takeAll', { count: 56, more: 'false' }) }).click()
        await bulk.says(56)
      }
      await chooseAll()
      await expect(bulk.verb('start')).toContainText(t('bulk.some', { possible: '3', total: '56' }))
      await bulk.verb('start').click()
      await expect(bulk.dialog()).toContainText(t('bulk.spared', { count: 53 }))
      await bulk
        .dialog()
        .getByRole('button', { name: t('bulk.confirm.start', { jobs: t('bulk.jobs', { count: 3, more: 'false' }) }) })
        .click()
      const outcome = page.getByRole('dialog', { name: t('bulk.outcome.start', { count: 2 }) })
      await expect(outcome.getByText(t('bulk.did.start', { count: 1 }))).toBeVisible()
      const told = outcome.getByRole('listitem')
      await expect(told).toHaveCount(2)
      await expect(told.filter({ hasText: label('Entwurf 2') })).toContainText(t('refusals.file_missing'))
      await outcome.getByRole('link', { name: label('Entwurf 1') }).click()
      await expect(page).toHaveURL(`${address(locale, '/jobs/[jobId]', drafts[0])}?q=${table.name}`)
      await new JobPage(page, words).isIn('editing')
      await page.keyboard.press('Escape')

      // The one that was started has no file either, and ends; then all of them can go.
      await expect
        .poll(
          async () =>
            (await database.sql`select 1 from quayside.jobs where table_name = ${table.name} and status = 'finished_with_errors'`).length,
          { timeout: 20_000 },
        )
        .toBe(1)
      await chooseAll()
      await bulk.verb('delete').click()
      await expect(bulk.dialog()).toContainText(t('bulk.delete.all'))
      const confirm = bulk.dialog().getByRole('button', { name: t('bulk.delete.confirm') })

      // Stopped while the first of them are on their way, the rest stays as it is.
      const asked = Promise.withResolvers<void>()
      await page.route('**/api/jobs/many', async (route) => {
        await asked.promise
        await route.continue()
      })
      await confirm.click()
      await expect(bulk.bar).toContainText(t('bulk.some', { possible: '0', total: '56' }))
      await bulk.bar.getByRole('button', { name: t('bulk.stop') }).click()
      asked.resolve()
      const stopped = page.getByRole('dialog', { name: t('bulk.outcome.stoppedTitle') })
      await expect(stopped).toBeVisible()
      const left = (await database.sql`select 1 from quayside.jobs where table_name = ${table.name}`).length
      expect(left).toBeGreaterThan(0)
      await expect(stopped).toContainText(t('bulk.did.delete', { count: 56 - left }))
      await stopped.getByRole('button', { name: t('bulk.outcome.close') }).click()
      await expect(page.getByRole('row')).toHaveCount(left + 1)
      await page.getByRole('checkbox', { name: t('bulk.selectPage') }).check()
      await bulk.says(left)
      await bulk.verb('delete').click()
      await confirm.click()
      await expect(page.getByText(t('bulk.did.delete', { count: left }))).toBeVisible()
      await expect(page.getByText(t('list.empty.filtered'))).toBeVisible()
    })
  })
}

for (const locale of ['pt-BR', 'fr'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('by the keyboard alone, jobs are chosen and cancelled for a reason that everybody can read', async ({
      page,
      words,
      newTable,
      database,
    }) => {
      const { t } = words
      const table = await newTable(COLUMNS)
      const label = (name: string) => `${table.name} ${name}`
      const insert = (status: JobStatus, name: string, success = 0) =>
        insertJob(database.db, status, {
          label: label(name),
          tableSchema: 'public',
          tableName: table.name,
          startedAt: new Date(),
          total: 10,
          processed: success,
          success,
        })
      const first = await insert('paused', 'a', 4)
      await insert('finished', 'b')
      await insert('paused', 'c', 3)
      const bulk = new BulkPage(page, words)
      await bulk.open(table)

      await bulk.row(label('c')).getByRole('link').focus()
      await page.keyboard.press('x')
      await expect(bulk.box(label('c'))).toBeChecked()
      await page.keyboard.press('Shift+ArrowDown')
      await page.keyboard.press('Shift+ArrowDown')
      await bulk.says(3)
      await page.keyboard.press('a')
      await expect(bulk.verb('start')).toBeFocused()
      await expect(bulk.verb('cancel')).toHaveText(`${t('job.verbs.cancel')}${t('bulk.some', { possible: '2', total: '3' })}`)
      await page.keyboard.press('Tab')
      await expect(bulk.verb('cancel')).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(bulk.dialog()).toContainText(t('bulk.facts.kept', { count: 7 }))
      await expect(bulk.dialog()).toContainText(t('job.cancelDialog.left', { count: 13 }))
      await bulk
        .dialog()
        .getByRole('textbox', { name: t('job.reason') })
        .focus()
      await page.keyboard.type('arquivo errado')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await expect(page.getByText(t('bulk.did.cancel', { count: 2 }))).toBeVisible()
      for (const name of ['a', 'c']) await expect(bulk.row(label(name))).toContainText(t('status.cancelled'))
      await expect(bulk.row(label('b'))).toContainText(t('status.finished'))
      // What was not done stays chosen.
      await bulk.says(1)
      await page.keyboard.press('Escape')
      await expect(bulk.bar).toBeHidden()

      await bulk.row(label('a')).getByRole('link').focus()
      await page.keyboard.press('Enter')
      await new JobPage(page, words).isIn('cancelled')
      await expect(
        page.getByRole('article').getByText(t('job.byWithReason', { actor: userInfo().username, reason: 'arquivo errado' })),
      ).toBeVisible()
      await expect(page.getByText(t('general.reason', { reason: 'arquivo errado' }))).toBeVisible()
      await page.goto(address(locale, '/jobs/[jobId]/journal', first))
      await expect(
        page
          .getByRole('article')
          .getByText(/arquivo errado/)
          .first(),
      ).toBeVisible()
    })
  })
}

test('a page of elsewhere asks nothing of many jobs', async ({ request, newTable, database }) => {
  const table = await newTable(COLUMNS)
  const jobId = await insertJob(database.db, 'paused', { tableSchema: 'public', tableName: table.name })
  const data = { verb: 'cancel', which: { ids: [jobId] } }
  const ask = async (headers: Record<string, string>) => (await request.post('/api/jobs/many', { headers, data })).status()
  for (const origin of ['https://elsewhere.example', 'null']) expect(await ask({ origin, 'content-type': 'application/json' })).toBe(403)
  expect(await ask({ 'content-type': 'text/plain' })).toBe(403)
  expect((await database.sql`select status from quayside.jobs where id = ${jobId}`)[0]).toEqual({ status: 'paused' })
})

for (const locale of ['es', 'de'] as const satisfies Locale[])
  test.describe(`on a telephone, in ${locale}`, () => {
    test.use({ locale, viewport: { width: 390, height: 844 }, hasTouch: true })

    test('a tap on the box chooses, and a pause can be taken back', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const table = await newTable(NUMBERS)
      await table.slowDown()
      await startImport(table, await newFile('numbers.csv', numbersFile(50_000)))
      const bulk = new BulkPage(page, words)
      await bulk.open(table)
      await bulk.box(table.name).tap()
      await bulk.says(1)
      await expect(page).toHaveURL(`${address(locale, '/jobs')}?q=${table.name}`)
      await bulk.verb('pause').tap()
      await bulk
        .dialog()
        .getByRole('button', { name: t('bulk.confirm.pause', { jobs: t('bulk.jobs', { count: 1, more: 'false' }) }) })
        .tap()
      const toast = page.getByRole('listitem').filter({ hasText: t('bulk.did.pause', { count: 1 }) })
      await toast.getByRole('button', { name: t('job.verbs.start') }).tap()
      await expect(page.getByText(t('bulk.did.start', { count: 1 }))).toBeVisible({ timeout: 30_000 })
      await expect(bulk.row(table.name)).toContainText(t('status.running'))
    })
  })
