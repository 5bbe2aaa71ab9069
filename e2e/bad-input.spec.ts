import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { address, jobIdOf } from '#e2e/address.ts'
import { chooseFile, offerFile } from '#e2e/choose-file.ts'
import { chooseTable } from '#e2e/choose-table.ts'
import { expect, test } from '#e2e/test.ts'
import { routing } from '#i18n/routing.ts'

for (const locale of routing.locales) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a file that is empty or no text is refused on the upload page, and leaves no draft', async ({
      page,
      words,
      database,
      newFile,
    }) => {
      const { t } = words
      const name = `e2e-${randomBytes(4).toString('hex')}`
      const files = [
        { name: `${name}-empty.csv`, content: '', failure: 'file_empty' },
        { name: `${name}-blank.csv`, content: '\r\n\r\n', failure: 'file_empty' },
        { name: `${name}-book.xlsx`, content: gzipSync(randomBytes(4096)), failure: 'file_not_text' },
      ] as const
      await page.goto(address(locale, '/jobs/new-import'))
      for (const file of files) {
        await offerFile(page, words, await newFile(file.name, file.content))
        await expect(page.getByRole('alert').filter({ hasText: t(`upload.failures.${file.failure}`) })).toContainText(file.name)
        await expect(page).toHaveURL(address(locale, '/jobs/new-import'))
      }
      const left = await database.sql`select id from quayside.jobs where label like ${`${name}%`}`
      expect(left).toHaveLength(0)
      const stored = await database.sql`select id from quayside.files where name like ${`${name}%`}`
      expect(stored).toHaveLength(0)
    })

    test('a file that has nothing of the table cannot start, and the page says what is missing', async ({
      page,
      words,
      database,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const table = await newTable('iban text not null, holder text')
      await page.goto(address(locale, '/jobs/new-import'))
      await chooseFile(page, words, await newFile(`${table.name}.csv`, 'apples;pears\n1;2\n'))
      const jobId = jobIdOf(page.url())
      await page.getByRole('button', { name: t('newJob.start'), exact: true }).click()
      await expect(page.getByText(t('newJob.troubles.table_missing'))).toBeVisible()

      await chooseTable(page, words, t('newJob.destination.table'), table.name)
      await expect(page.getByText(t('newJob.mapping.mapped', { count: 0, total: 2 }))).toBeVisible()
      await expect(page.getByText(t('newJob.mapping.lacking', { count: 1, columns: 'iban' }))).toBeVisible()
      await page.getByRole('button', { name: t('newJob.start'), exact: true }).click()
      await expect(page.getByText(t('newJob.troubles.mapping_missing'))).toBeVisible()

      await page.getByLabel(t('newJob.mapping.targetOf', { column: 'pears' }), { exact: true }).selectOption('holder')
      await page.getByRole('button', { name: t('newJob.start'), exact: true }).click()
      await expect(page.getByText(t('newJob.troubles.required_unmapped', { column: 'iban' }))).toBeVisible()
      await expect(page).toHaveURL(address(locale, '/jobs/[jobId]/edit', jobId))
      const [job] = await database.sql`select status from quayside.jobs where id = ${jobId}`
      expect(job?.status).toBe('editing')
    })
  })
}
