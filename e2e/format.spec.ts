import { address, jobIdOf } from '#e2e/address.ts'
import { chooseFile } from '#e2e/choose-file.ts'
import { expect, test } from '#e2e/test.ts'

test.use({ locale: 'de' })

const FILE = 'Bericht März\nStand;12.03.2026\n\nnr;name;tag\n1;Anna;03/04/2026\n2;Bruno;05/06/2026\n3;Cia;07/08/2026\nSumme;;3\n'

test('what was noticed in a file is told, and all of it can be said otherwise', async ({ page, words, database, newFile }) => {
  const { t } = words
  await page.goto(address('de', '/jobs/new-import'))
  await chooseFile(page, words, await newFile('bericht.csv', FILE))
  const jobId = jobIdOf(page.url())
  const format = async () => {
    const [row] = await database.sql`select settings->'format' as format from quayside.jobs where id = ${jobId}`
    return row?.format
  }
  const findings = page.getByRole('region', { name: t('newJob.findings.title') }).getByRole('listitem')
  const header = page.getByRole('columnheader')
  await expect(findings).toHaveText([
    new RegExp(`^${t('journal.import.finding.preamble', { lines: 3 })}`),
    new RegExp(`^${t('journal.import.finding.footer', { records: 1, value: 'Summe' })}`),
    new RegExp(`^${t('journal.import.finding.date_order_ambiguous', { column: 'tag', value: '03/04/2026', others: 0 })}`),
  ])
  await expect(header.filter({ hasText: 'name' })).toBeVisible()

  const above = page.getByLabel(t('newJob.format.preamble'), { exact: true })
  await expect(above).toHaveValue('3')
  await above.fill('4')
  await above.press('Enter')
  await expect(header.filter({ hasText: 'Anna' })).toBeVisible()
  await page.getByLabel(t('newJob.format.header'), { exact: true }).selectOption('0')
  await expect(header.filter({ hasText: 'column_2' })).toBeVisible()
  await expect(findings.filter({ hasText: t('journal.import.finding.no_header', { value: '1' }) })).toBeVisible()
  expect(await format()).toMatchObject({ separator: ';', preamble: 4, header: 0, footer: 1 })

  // Another way to cut it: what stands around the table is sought anew.
  await page.getByLabel(t('newJob.format.separator'), { exact: true }).selectOption('other')
  const other = page.getByLabel(t('newJob.format.otherLabel'), { exact: true })
  await other.fill('"')
  await other.press('Enter')
  await expect(page.getByText(t('newJob.format.otherInvalid'))).toBeVisible()
  await other.fill('~|~')
  await other.press('Enter')
  await expect(page.getByText(t('newJob.format.otherInvalid'))).toBeHidden()
  await expect.poll(format).toMatchObject({ separator: '~|~', header: 1 })

  await page.getByLabel(t('newJob.format.separator'), { exact: true }).selectOption(';')
  await expect(above).toHaveValue('3')
  await expect(other).toBeHidden()
  await page.getByLabel(t('newJob.format.quote'), { exact: true }).selectOption('')
  await expect.poll(format).toMatchObject({ separator: ';', quote: '', preamble: 3, header: 1, footer: 1 })
})
