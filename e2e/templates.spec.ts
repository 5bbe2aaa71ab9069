import type { Page } from '@playwright/test'
import { address, jobIdOf } from '#e2e/address.ts'
import { chooseFile, offerFile } from '#e2e/choose-file.ts'
import { insertJobs } from '#e2e/insert-jobs.ts'
import { JobPage } from '#e2e/job-page.ts'
import { burstsOf } from '#e2e/look.ts'
import { test as base, expect } from '#e2e/test.ts'
import type { Words } from '#e2e/words.ts'
import { wordsOf } from '#e2e/words.ts'
import type { Locale } from '#i18n/routing.ts'

const COLUMNS = 'code integer primary key, town text, paid date'

const test = base.extend<{ saved: string }>({
  /** A name that no other template has, with an apostrophe; whatever is saved under it goes when the test ends. */
  saved: async ({ database }, use, { testId }) => {
    const name = `L'import d’${testId.slice(-8)}`
    await use(name)
    await database.sql`delete from quayside.templates where name like ${`${name}%`}`
  },
})

const labels = (page: Page) => page.getByRole('row').getByRole('link').allTextContents()

/** From the overflow menu of the open job. */
async function saveAsTemplate(page: Page, { t }: Words, name: string) {
  await page.getByRole('button', { name: t('job.more'), exact: true }).click()
  await page.getByRole('menuitem', { name: t('job.saveTemplate') }).click()
  const dialog = page.getByRole('dialog', { name: t('templates.save.title') })
  await dialog.getByRole('textbox', { name: t('templates.nameOf') }).fill(name)
  return dialog
}

async function chooseTemplate(page: Page, { t }: Words, name: string) {
  const field = page.getByRole('button', { name: t('templates.label'), exact: true })
  await field.click()
  await page.getByRole('combobox', { name: t('templates.search') }).fill(name)
  await page.getByRole('option', { name }).click()
  return field
}

for (const locale of ['de', 'pt-BR'] as const satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('what was set for one file is kept as a template, and holds for the next one', async ({
      page,
      words,
      database,
      newTable,
      newFile,
      newReader,
      saved,
    }) => {
      const { t } = words
      const table = await newTable(COLUMNS)
      await page.goto(address(locale, '/jobs/new-import'))
      await chooseFile(page, words, await newFile('maerz.csv', 'Nr:Ort:bezahlt\n1:Lyon:03/04/2026\n2:Nice:04/05/2026\n'))
      // Nobody guesses that colons separate; who looks says so once.
      await page.getByLabel(t('newJob.format.separator'), { exact: true }).selectOption({ label: t('newJob.format.other') })
      await page.getByLabel(t('newJob.format.otherLabel'), { exact: true }).fill(':')
      await page.keyboard.press('Tab')
      await page.getByRole('button', { name: t('newJob.destination.table') }).click()
      await page.getByRole('combobox', { name: t('newJob.table.search') }).fill(table.name)
      await page.getByRole('option', { name: table.name, exact: true }).click()
      const targetOf = (of: Page, column: string, { t }: Words = words) =>
        of.getByLabel(t('newJob.mapping.targetOf', { column }), { exact: true })
      await targetOf(page, 'Nr').selectOption('code')
      await targetOf(page, 'Ort').selectOption('town')
      await targetOf(page, 'bezahlt').selectOption('paid')
      await page.getByLabel(t('newJob.habits.date.label', { column: 'bezahlt' })).selectOption('mdy')
      await expect(page.getByText(t('newJob.saving.saved'))).toBeVisible()
      const first = jobIdOf(page.url())

      // From the page of the draft, under a name that is too long for the page, and then another.
      await page.getByRole('button', { name: t('templates.save.title') }).click()
      const dialog = page.getByRole('dialog', { name: t('templates.save.title') })
      await expect(dialog.getByRole('textbox', { name: t('templates.nameOf') })).toHaveValue('maerz')
      await dialog.getByRole('textbox', { name: t('templates.nameOf') }).fill(saved)
      await dialog.getByRole('checkbox', { name: t('templates.shareWithAll') }).check()
      await page.keyboard.press('Enter')
      await expect(page.getByText(t('templates.saved', { name: saved }))).toBeVisible()
      await expect(dialog).toBeHidden()

      // Somebody else in another language uses it for a file with the same columns, one more and one less.
      const french = await newReader('fr')
      const fr = wordsOf('fr')
      await french.goto(address('fr', '/jobs/new-import'))
      const field = await chooseTemplate(french, fr, saved)
      await expect(field).toHaveText(saved)
      await expect(french.getByText(fr.t('templates.hint.table.import', { table: `public.${table.name}` }))).toBeVisible()
      await french.reload()
      await expect(field).toHaveText(saved)
      await chooseFile(french, fr, await newFile('avril.csv', 'bezahlt:Nr:pays\n05/06/2026:3:FR\n06/07/2026:4:FR\n'))
      const second = jobIdOf(french.url())
      await expect(french.getByLabel(fr.t('newJob.general.label'), { exact: true })).toHaveValue('avril')
      await expect(french.getByRole('button', { name: fr.t('newJob.destination.table') })).toHaveText(table.name)
      await expect(targetOf(french, 'Nr', fr)).toHaveValue('code')
      await expect(targetOf(french, 'bezahlt', fr)).toHaveValue('paid')
      await expect(targetOf(french, 'pays', fr)).toHaveValue('')
      await expect(french.getByText(fr.t('templates.of', { name: saved }), { exact: true })).toBeVisible()
      await expect(french.getByText(fr.t('templates.missing', { name: saved, count: 1, columns: 'Ort' }))).toBeVisible()
      await expect(french.getByLabel(fr.t('newJob.habits.date.label', { column: 'bezahlt' }))).toHaveValue('mdy')
      await french.getByRole('button', { name: fr.t('newJob.start'), exact: true }).click()
      await new JobPage(french, fr).isIn('finished')
      expect(await table.measure(`string_agg(code || ' ' || paid, ',' order by code) as rows`)).toEqual({
        rows: '3 2026-05-06,4 2026-06-07',
      })

      // The job remembers it; from there one comes to all that were made so, and the address can be shared.
      await french.getByRole('link', { name: saved }).click()
      await expect(french).toHaveURL(/\?template=\d+$/)
      await expect.poll(() => labels(french)).toEqual(['avril'])
      const { search } = new URL(french.url())
      await page.goto(`${address(locale, '/jobs')}${search}`)
      await expect.poll(() => labels(page)).toEqual(['avril'])
      const filters = page.getByRole('search', { name: t('list.filters') })
      await expect(filters.getByRole('button', { name: `${t('list.filter.template')} ${saved}` })).toBeVisible()
      await filters.getByRole('button', { name: t('list.filter.remove', { name: t('list.filter.template') }) }).click()
      await expect(page).toHaveURL(address(locale, '/jobs'))
      await filters.getByRole('button', { name: t('list.filter.template'), exact: true }).click()
      await page.getByRole('combobox', { name: t('list.filter.findTemplate') }).fill(saved.toUpperCase())
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(`${address(locale, '/jobs')}${search}`)
      await expect.poll(() => labels(page)).toEqual(['avril'])

      // Run again keeps it.
      await page.goto(address(locale, '/jobs/[jobId]', second))
      await page.getByRole('button', { name: t('job.more'), exact: true }).click()
      await page.getByRole('menuitem', { name: t('job.runAgain') }).click()
      await expect(page).toHaveURL(/\d+\/\w+$/)
      await expect.poll(() => jobIdOf(page.url())).not.toBe(second)
      await page.goto(`${address(locale, '/jobs')}${search}`)
      await expect.poll(() => labels(page)).toEqual(['avril', 'avril'])

      // Gone, it takes nothing with it.
      await page.goto(`${address(locale, '/jobs/new-import')}${search}`)
      await page.getByRole('button', { name: t('templates.more', { name: saved }) }).click()
      await page.getByRole('menuitem', { name: t('templates.delete.button') }).click()
      await page
        .getByRole('dialog', { name: t('templates.delete.title') })
        .getByRole('button', { name: t('templates.delete.confirm'), exact: true })
        .click()
      await expect(page.getByText(t('templates.deleted', { name: saved }))).toBeVisible()
      await page.goto(`${address(locale, '/jobs')}${search}`)
      await expect.poll(() => labels(page)).toEqual(['avril', 'avril'])
      await expect(filters.getByRole('button', { name: `${t('list.filter.template')} ${t('list.filter.templateGone')}` })).toBeVisible()
      await page.goto(address(locale, '/jobs/[jobId]', second))
      const terms = page.getByRole('article').getByRole('term')
      await expect(terms.getByText(t('general.owner'), { exact: true })).toBeVisible()
      await expect(terms.getByText(t('general.template'), { exact: true })).toHaveCount(0)
      expect(await database.sql`select id from quayside.jobs where id = ${first} and template_id is null`).toHaveLength(1)
    })

    test('a job that is over becomes the template of an export; a name that is taken is replaced on request', async ({
      page,
      words,
      database,
      newTable,
      saved,
    }) => {
      const { t } = words
      const table = await newTable(COLUMNS)
      const settings = { columns: ['town', 'code'], separator: '|', bom: false, fileName: 'orte.csv' }
      const ids = await insertJobs(database, table, [
        { label: 'all', kind: 'export' },
        { label: 'some', kind: 'export' },
      ])
      const [all = 0, some = 0] = ids
      await database.sql`update quayside.jobs set settings = ${JSON.stringify(settings)}::text::jsonb where id = ${some}`
      await database.sql`update quayside.jobs set settings = ${JSON.stringify({ ...settings, columns: ['code'] })}::text::jsonb where id = ${all}`

      await page.goto(address(locale, '/jobs/[jobId]', all))
      await (await saveAsTemplate(page, words, saved)).getByRole('button', { name: t('templates.save.confirm'), exact: true }).click()
      await expect(page.getByText(t('templates.saved', { name: saved }))).toBeVisible()
      await page.goto(address(locale, '/jobs/[jobId]', some))
      const dialog = await saveAsTemplate(page, words, saved)
      await page.keyboard.press('Enter')
      await expect(dialog.getByRole('alert')).toHaveText(t('templates.refusals.name_taken'))
      await dialog.getByRole('button', { name: t('templates.replace') }).click()
      await expect(page.getByText(t('templates.replaced', { name: saved }))).toBeVisible()

      // It is of exports alone.
      await page.goto(address(locale, '/jobs/new-import'))
      await expect(page.getByRole('button', { name: t('upload.choose') })).toBeVisible()
      const field = page.getByRole('button', { name: t('templates.label'), exact: true })
      if (await field.isVisible()) {
        await field.click()
        await page.getByRole('combobox', { name: t('templates.search') }).fill(saved)
        await expect(page.getByText(t('templates.nothing'))).toBeVisible()
      }
      await page.goto(address(locale, '/jobs/new-export'))
      await chooseTemplate(page, words, saved)
      await page.getByRole('button', { name: t('templates.more', { name: saved }) }).click()
      await page.getByRole('menuitem', { name: t('templates.rename') }).click()
      const long = `${saved} ${'Kundenstammdatenaktualisierung'.repeat(8)}`.slice(0, 200)
      await page
        .getByRole('dialog')
        .getByRole('textbox', { name: t('templates.nameOf') })
        .fill(long)
      await page.keyboard.press('Enter')
      await expect(field).toHaveText(long)

      await page.setViewportSize({ width: 390, height: 844 })
      expect(await burstsOf(page)).toEqual([])
      await field.click()
      await expect(page.getByRole('option', { name: long })).toBeVisible()
      expect(await burstsOf(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: t('newJob.next') }).click()
      await expect(page.getByLabel(t('newJob.general.label'), { exact: true })).toHaveValue(long)
      await expect(page.getByLabel(t('newJob.output.name'), { exact: true })).toHaveValue('orte.csv')
      await expect(page.getByRole('checkbox', { name: 'town' })).toBeChecked()
      await expect(page.getByRole('checkbox', { name: 'paid' })).not.toBeChecked()
      expect(await burstsOf(page)).toEqual([])
      await page.goto(address(locale, '/jobs/[jobId]', jobIdOf(page.url())))
      await page.getByRole('link', { name: long }).scrollIntoViewIfNeeded()
      expect(await burstsOf(page)).toEqual([])
      await page.getByRole('link', { name: long }).click()
      await expect.poll(() => labels(page)).toEqual([long])
      expect(await burstsOf(page)).toEqual([])
      await page.setViewportSize({ width: 1280, height: 900 })
      await expect(page.getByRole('button', { name: `${t('list.filter.template')} ${long}` })).toBeVisible()
      expect(await burstsOf(page)).toEqual([])
    })
  })
}

test('what others keep for themselves is not offered, and a template that is gone by the time the file arrives is said to be', async ({
  page,
  words,
  database,
  newFile,
  saved,
}) => {
  const { t } = words
  const [shared] = await database.sql<{ id: number }[]>`
    insert into quayside.templates ${database.sql([
      { name: `${saved} shared`, owner: 'Grace', shared: true, kind: 'import', settings: '{}' },
      { name: `${saved} kept`, owner: 'Grace', shared: false, kind: 'import', settings: '{}' },
    ])} returning id::int`
  await page.goto(address('fr', '/jobs/new-import'))
  const field = page.getByRole('button', { name: t('templates.label'), exact: true })
  await field.click()
  await page.getByRole('combobox', { name: t('templates.search') }).fill(saved)
  await expect(page.getByRole('option')).toHaveText([`${saved} shared`].map((name) => new RegExp(`^${name}Grace$`)))
  await page.getByRole('option').click()
  await database.sql`delete from quayside.templates where id = ${shared?.id ?? 0}`
  await offerFile(page, words, await newFile('mars.csv', 'code;ville\n1;Lyon\n'))
  await expect(page.getByText(t('upload.failures.template_missing'))).toBeVisible()
  await field.click()
  await page.getByRole('option', { name: t('templates.none') }).click()
  await page.getByRole('button', { name: t('upload.retry') }).click()
  await expect(page.getByLabel(t('newJob.general.label'), { exact: true })).toHaveValue('mars')
  const jobId = jobIdOf(page.url())
  await database.sql`delete from quayside.jobs where id = ${jobId}`
})
