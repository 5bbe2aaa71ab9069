import { userInfo } from 'node:os'
import type { Page } from '@playwright/test'
import { address, jobIdOf } from '#e2e/address.ts'
import { chooseFile } from '#e2e/choose-file.ts'
import { chooseTable } from '#e2e/choose-table.ts'
import { countLoads, JobPage } from '#e2e/job-page.ts'
import { COLUMNS, type SalesFile, salesFile, TARGETS } from '#e2e/sales-file.ts'
import { expect, test } from '#e2e/test.ts'
import { type Words, wordsOf } from '#e2e/words.ts'
import { routing } from '#i18n/routing.ts'

for (const [index, locale] of routing.locales.entries()) {
  test.describe(locale, () => {
    test.use({ locale, permissions: ['clipboard-read', 'clipboard-write'] })

    test('a file from Excel becomes rows, with a pause on the way, and its rejects are read by a colleague', async ({
      page,
      words,
      newTable,
      newFile,
      newReader,
      baseURL,
    }) => {
      const { t } = words
      const sales = salesFile(locale)
      const table = await newTable(COLUMNS)
      await table.slowDown()
      const path = await newFile(`${table.name}.csv`, sales.content)

      await page.goto(address(locale, '/jobs'))
      await page.getByRole('link', { name: t('shell.newImport'), exact: true }).click()
      await chooseFile(page, words, path)

      // What was detected.
      await expect(page.getByLabel(t('newJob.format.separator'))).toHaveValue(';')
      await expect(page.getByLabel(t('newJob.format.separator')).getByRole('option', { selected: true })).toHaveText(
        t('newJob.format.detected', { name: t('newJob.format.separators.semicolon') }),
      )
      await expect(page.getByLabel(t('newJob.format.encoding'))).toHaveValue(sales.encoding)
      await expect(page.getByRole('region', { name: t('newJob.preview.title') }).getByRole('columnheader')).toHaveText([
        t('newJob.preview.number'),
        ...sales.header,
      ])

      await chooseTable(page, words, t('newJob.destination.table'), table.name)
      for (const [column, name] of sales.header.entries())
        await page.getByLabel(t('newJob.mapping.targetOf', { column: name }), { exact: true }).selectOption(TARGETS[column] ?? null)
      await expect(page.getByLabel(t('newJob.habits.decimal.label', { column: sales.header[2] }))).toHaveValue(',')
      await expect(page.getByLabel(t('newJob.habits.date.label', { column: sales.header[3] }))).toHaveValue('dmy')
      const label = `${t('general.types.import')} ${table.name}`
      await page.getByLabel(t('newJob.general.label'), { exact: true }).fill(label)
      await expect(page.getByText(t('newJob.saving.saved'))).toBeVisible()

      await page.getByRole('button', { name: t('newJob.start'), exact: true }).click()
      const job = new JobPage(page, words)
      await job.isIn('running')
      const jobId = jobIdOf(page.url())
      await expect(page).toHaveURL(address(locale, '/jobs/[jobId]', jobId))
      await expect(page.getByRole('row', { name: label })).toContainText(t('status.running'))

      // Progress moves on its own.
      const loads = countLoads(page)
      const bar = job.details.getByRole('progressbar')
      const percent = async () => Number((await bar.getAttribute('aria-valuenow')) ?? 0)
      await expect.poll(percent).toBeGreaterThan(0)
      const before = await percent()
      await expect.poll(percent).toBeGreaterThan(before)

      await job.button('pause').click()
      await job.isIn('paused')
      await expect(page.getByRole('row', { name: label })).toContainText(t('status.paused'))
      await expect(job.button('pause')).toBeHidden()
      expect((await table.measure('count(*)::int as rows')).rows).toBeLessThan(sales.records - sales.rejects.length)

      await table.speedUp()
      await job.button('start').click()
      await job.isIn('finished')
      expect(loads()).toBe(0)
      await expect.poll(() => job.facts()).toMatchObject(expectedFacts(words, sales, { label, table: table.name }))
      expect(await table.measure('count(*)::int as rows, sum(amount)::text as sum, min(sold_on)::text as first')).toEqual({
        rows: sales.records - sales.rejects.length,
        sum: sales.sum,
        first: '2026-01-01',
      })

      await job.tab('journal').click()
      await expect(page).toHaveURL(address(locale, '/jobs/[jobId]/journal', jobId))
      const journal = page.getByRole('region', { name: t('journalTab.title') })
      const actor = userInfo().username
      for (const sentence of [
        t('journal.move.start', { actor }),
        t('journal.import.counted', { total: sales.records }),
        t('journal.move.pause', { actor, reason: t('journalTab.noReason') }),
        t('journal.move.paused'),
        t('journal.import.done', {
          total: sales.records,
          success: sales.records - sales.rejects.length,
          rejects: sales.rejects.length,
          empty: 0,
        }),
        t('journal.move.finished'),
      ])
        await expect(journal.getByText(sentence).first()).toBeVisible()

      await job.tab('rejects').click()
      await expect(page).toHaveURL(address(locale, '/jobs/[jobId]/rejects', jobId))
      await showsRejects(page, words, sales, table.name)

      await page.getByRole('button', { name: t('job.copyLink') }).click()
      await expect(page.getByText(t('job.linkCopied'))).toBeVisible()
      const link = await page.evaluate(() => navigator.clipboard.readText())
      expect(link).toBe(`${baseURL}/j/${jobId}/rejects`)
      const other = routing.locales[(index + 1) % routing.locales.length] ?? routing.defaultLocale
      const colleague = await newReader(other)
      await colleague.goto(link)
      await expect(colleague).toHaveURL(address(other, '/jobs/[jobId]/rejects', jobId))
      await showsRejects(colleague, wordsOf(other), sales, table.name)
    })
  })
}

function expectedFacts({ t, format }: Words, sales: SalesFile, { label, table }: { label: string; table: string }): Record<string, string> {
  const rejects = sales.rejects.length
  return {
    [t('general.label')]: label,
    [t('general.table')]: `public.${table}`,
    [t('general.separator')]: `${t('general.separators.semicolon')} ;`,
    [t('general.decimalSign')]: t('general.decimalSigns.comma'),
    [t('general.dateOrder')]: t('general.dateOrders.dmy'),
    [t('counters.total')]: format.number(sales.records),
    [t('counters.processed')]: format.number(sales.records),
    [t('counters.success')]: format.number(sales.records - rejects),
    [t('counters.rejects')]: format.number(rejects),
    [t('counters.empty')]: '0',
    [t('counters.errors')]: '0',
    [t('counters.doubles')]: '0',
    [t('counters.duplicates')]: '0',
    [t('counters.unprocessed')]: '0',
  }
}

/** Exactly these rejects, each with line, record, column, value and reason, in the reader's words. */
async function showsRejects(page: Page, { t, format }: Words, { rejects, header }: SalesFile, table: string): Promise<void> {
  await expect(page.getByText(t('rejectsTab.scope.open', { count: rejects.length }), { exact: true })).toBeVisible()
  for (const { record, column, value, code, params = {} } of rejects) {
    const reject = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: t('rejectsTab.toggle', { record }) }) })
    const reason = t(`rejectReasons.${code}`, code === 'unique' ? { constraint: `${table}_pkey` } : params)
    const cells = [
      `${t('rejectsTab.line')} ${format.number(record + 1)}`,
      `${t('rejectsTab.record')} ${format.number(record)}`,
      `${t('rejectsTab.column')} ${column === null ? t('rejectsTab.wholeRecord') : header[column]}`,
      `${t('rejectsTab.value')} ${column === null ? '' : (value ?? t('rejectsTab.emptyValue'))}`,
    ]
    // Where no column is to blame, the record itself stands there.
    await expect(reject).toContainText(column === null ? cells.join('') : cells.join('') + reason)
    await expect(reject).toContainText(reason)
  }
}
