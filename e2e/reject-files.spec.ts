import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { address } from '#e2e/address.ts'
import { chooseFile } from '#e2e/choose-file.ts'
import { chooseTable } from '#e2e/choose-table.ts'
import { editWorkbook } from '#e2e/edit-workbook.ts'
import { JobPage } from '#e2e/job-page.ts'
import { CITIES, CITY_HEADER, citiesWith, RejectsTab } from '#e2e/rejects-tab.ts'
import { startImport } from '#e2e/start-import.ts'
import type { Table } from '#e2e/table.ts'
import { expect, test } from '#e2e/test.ts'
import type { Words } from '#e2e/words.ts'

/** A column of a test's own: by it the page suggests this test's table for a file, and not one that another test takes away. */
const ownColumn = (text: string, mark: string) => text.replace('country', `land_${mark}`).replace('Country', `Land_${mark}`)

const BAD = ['100;=Metz;abc;13/03/2026;FR', '101;Nice;-5,00;31/02/2026;FR', '102;only']
/** What their files call the three columns that are not the file's own. */
const ownColumns = ({ t }: Words) => (['line', 'reason', 'original'] as const).map((key) => `${t(`rejectsTab.${key}`)} (Quayside)`)

/** Takes the rejects along, as the menu offers them. */
async function download(page: Page, { t }: Words, as: 'csv' | 'csvShown' | 'xlsx' | 'xlsxShown') {
  await page.getByRole('button', { name: t('rejectsTab.download') }).click()
  const item = page.getByRole('menuitem', { name: t(`rejectsTab.files.${as}`), exact: true })
  const [file] = await Promise.all([page.waitForEvent('download'), item.click()])
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) }
}

/** Imports a file of rejects that were mended, as it is, into the table that refused them. */
async function importAgain(page: Page, words: Words, table: Table, path: string): Promise<void> {
  const { t } = words
  await page.goto(address(words.locale, '/jobs/new-import'))
  await chooseFile(page, words, path)
  await chooseTable(page, words, t('newJob.destination.table'), table.name)
  await expect(page.getByText(t('newJob.mapping.mapped', { count: 5, total: 8 }))).toBeVisible()
  await page.getByRole('button', { name: t('newJob.start'), exact: true }).click()
  const job = new JobPage(page, words)
  await job.isIn('finished')
  expect(
    await table.measure(
      `string_agg(code || ' ' || town || ' ' || amount || ' ' || day, ', ' order by code) filter (where code >= 100) as rows`,
    ),
  ).toEqual({ rows: '100 =Metz 7.00 2026-03-13, 101 Nice -5.00 2026-02-28' })
  // What could not be cut into fields, and was not mended, is refused once more.
  await job.tab('rejects').click()
  await expect(new RejectsTab(page, words).count(1)).toBeVisible()
}

for (const locale of ['de', 'pt-BR'] as const) {
  test.describe(locale, () => {
    test.use({ locale })
    const mark = (test: string) => `${locale.slice(0, 2)}_${test}`

    test('the downloaded CSV is mended by hand and imported again as it is', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const table = await newTable(ownColumn(CITIES, mark('csv')))
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, ownColumn(citiesWith(BAD), mark('csv'))), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      const { name, content } = await download(page, words, 'csv')
      expect(name).toBe(`${t('rejectsTab.fileName', { label: table.name })}.csv`)
      const csv = content.toString()
      expect(csv.split('\r\n')).toEqual([
        `\uFEFF${[ownColumn(CITY_HEADER, mark('csv')), ...ownColumns(words)].join(';')}`,
        `100;"'=Metz";abc;13/03/2026;FR;62;${t('rejectReasons.not_a_number')};`,
        `101;Nice;"-5,00";31/02/2026;FR;63;${t('rejectReasons.not_a_date')};`,
        `;;;;;64;${t('rejectReasons.too_few_fields', { expected: 5, found: 2 })};"102;only"`,
        '',
      ])
      const mended = csv.replace('abc', '7,00').replace('31/02/2026', '28/02/2026')
      await importAgain(page, words, table, await newFile(`${table.name}-again.csv`, mended))
    })

    test('the downloaded workbook is mended in its cells and imported again as it is', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const table = await newTable(ownColumn(CITIES, mark('xlsx')))
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, ownColumn(citiesWith(BAD), mark('xlsx'))), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      const { name, content } = await download(page, words, 'xlsx')
      expect(name).toBe(`${t('rejectsTab.fileName', { label: table.name })}.xlsx`)
      const mended = await editWorkbook(content, { abc: '7,00', '31/02/2026': '28/02/2026' })
      await importAgain(page, words, table, await newFile(`${table.name}-again.xlsx`, mended))
    })

    test('a filter can be downloaded alone, and all beside it', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const tab = new RejectsTab(page, words)
      const table = await newTable(ownColumn(CITIES, mark('filter')))
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, ownColumn(citiesWith(BAD), mark('filter'))), '--wait')
      await page.goto(address(locale, '/jobs/[jobId]/rejects', jobId))
      await tab.group('not_a_date').getByRole('link').click()
      await expect(tab.count(1)).toBeVisible()
      const header = `\uFEFF${[ownColumn(CITY_HEADER, mark('filter')), ...ownColumns(words)].join(';')}`
      const dated = `101;Nice;"-5,00";31/02/2026;FR;63;${t('rejectReasons.not_a_date')};`
      expect((await download(page, words, 'csvShown')).content.toString().split('\r\n')).toEqual([header, dated, ''])
      expect((await download(page, words, 'csv')).content.toString().split('\r\n')).toHaveLength(5)

      // A search is a filter as well, and a workbook is of the same rows.
      await page.goto(`${address(locale, '/jobs/[jobId]/rejects', jobId)}?find=Metz`)
      const shown = await download(page, words, 'xlsxShown')
      await page.goto(address(locale, '/jobs/new-import'))
      await chooseFile(page, words, await newFile(`${table.name}-shown.xlsx`, shown.content))
      await expect(page.getByRole('cell', { name: '=Metz', exact: true })).toBeVisible()
      await expect(page.getByRole('cell', { name: '31/02/2026', exact: true })).toBeHidden()
    })
  })
}
