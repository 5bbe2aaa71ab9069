import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { address } from '#e2e/address.ts'
import { chooseTable } from '#e2e/choose-table.ts'
import { JobPage } from '#e2e/job-page.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'

const COLUMNS = 'id integer primary key, name text, amount numeric(12, 3), day date, at timestamptz, done boolean, note text'
/** Everything that a file may do harm to: separators, quotes, line ends, blanks, empty against missing. */
const FINGERPRINT = `count(*)::int as rows, md5(string_agg(t::text, '|' order by id)) as fingerprint`

for (const locale of ['de', 'pt-BR'] as const) {
  test.describe(locale, () => {
    test.use({ locale })

    test('an exported table is downloaded whole and imported again as the same rows', async ({
      page,
      words,
      database,
      newTable,
      newFile,
    }) => {
      const { t } = words
      const [table, copy] = [await newTable(COLUMNS), await newTable(COLUMNS)]
      await database.sql.unsafe(`
        insert into ${table.name}
        select n, 'Ação, "Müßig"; ' || n, n * 1.125, date '2026-01-01' + n % 700, timestamptz '2026-03-29 00:30Z' + n * interval '1 minute',
          n % 3 = 0, case n % 4 when 0 then null when 1 then E'two\\nlines' when 2 then '' else '  blanks  ' end
        from generate_series(1, 20000) n`)

      await page.goto(address(locale, '/jobs'))
      await page.getByRole('link', { name: t('shell.newExport'), exact: true }).click()
      await chooseTable(page, words, t('newJob.source.table'), table.name)
      await page.getByRole('button', { name: t('newJob.next'), exact: true }).click()
      await page.getByLabel(t('newJob.general.label'), { exact: true }).fill(`Export ${table.name}`)
      await page.getByRole('button', { name: t('newJob.start'), exact: true }).click()

      const job = new JobPage(page, words)
      await job.isIn('finished')
      const link = job.details.getByRole('link', { name: t('general.downloadFile', { name: `${table.name}.csv` }) })
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      expect(download.suggestedFilename()).toBe(`${table.name}.csv`)
      const bytes = await readFile(await download.path())
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await expect(job.details.getByRole('button', { name: t('general.copyChecksum', { sha256 }) })).toBeVisible()

      await startImport(copy, await newFile('again.csv', bytes), '--wait')
      expect(await copy.measure(FINGERPRINT.replace('t::text', `${copy.name}::text`))).toEqual(
        await table.measure(FINGERPRINT.replace('t::text', `${table.name}::text`)),
      )
    })
  })
}
