import { address, jobIdOf } from '#e2e/address.ts'
import { chooseFile } from '#e2e/choose-file.ts'
import { chooseTable } from '#e2e/choose-table.ts'
import { JobPage } from '#e2e/job-page.ts'
import { expect, test } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'

test('a draft survives the browser, is opened in another language, and goes only after a question', async ({
  page,
  context,
  words,
  database,
  newTable,
  newFile,
  newReader,
}) => {
  const { t } = words
  const table = await newTable('code integer, town text')
  await page.goto(address('fr', '/jobs/new-import'))
  await chooseFile(page, words, await newFile(`${table.name}.csv`, 'code;ville;jour\n1;Lyon;03/04/2026\n2;Nice;04/05/2026\n'))
  const jobId = jobIdOf(page.url())
  await chooseTable(page, words, t('newJob.destination.table'), table.name)
  await page.getByLabel(t('newJob.mapping.targetOf', { column: 'ville' }), { exact: true }).selectOption('town')
  await page.getByLabel(t('newJob.general.description'), { exact: true }).fill('Deux villes')
  await page.getByLabel(t('newJob.general.label'), { exact: true }).fill(`Villes ${table.name}`)
  await expect(page.getByText(t('newJob.saving.saved'))).toBeVisible()
  await context.close()

  const later = await newReader('de')
  const german = wordsOf('de')
  await later.goto(`/j/${jobId}`)
  const job = new JobPage(later, german)
  await job.isIn('editing')
  await later.getByRole('link', { name: german.t('job.continueEditing') }).click()
  await expect(later).toHaveURL(address('de', '/jobs/[jobId]/edit', jobId))
  await expect(later.getByLabel(german.t('newJob.general.label'), { exact: true })).toHaveValue(`Villes ${table.name}`)
  await expect(later.getByLabel(german.t('newJob.general.description'), { exact: true })).toHaveValue('Deux villes')
  await expect(later.getByRole('button', { name: german.t('newJob.destination.table') })).toHaveText(table.name)
  const targetOf = (column: string) => later.getByLabel(german.t('newJob.mapping.targetOf', { column }), { exact: true })
  await expect(targetOf('code')).toHaveValue('code')
  await expect(targetOf('ville')).toHaveValue('town')
  await expect(targetOf('jour')).toHaveValue('')

  const remove = later.getByRole('button', { name: german.t('newJob.delete.button') })
  await remove.click()
  const question = later.getByRole('dialog', { name: german.t('newJob.delete.title') })
  await expect(question).toContainText(german.t('newJob.delete.what.import', { label: `Villes ${table.name}` }))
  await question.getByRole('button', { name: german.t('newJob.delete.keep'), exact: true }).click()
  await expect(question).toBeHidden()
  expect(await database.sql`select id from quayside.jobs where id = ${jobId}`).toHaveLength(1)

  await remove.click()
  await question.getByRole('button', { name: german.t('newJob.delete.confirm'), exact: true }).click()
  await expect(later).toHaveURL(address('de', '/jobs'))
  await expect(later.getByRole('row', { name: table.name })).toBeHidden()
  expect(await database.sql`select id from quayside.jobs where id = ${jobId}`).toHaveLength(0)
})
