import { userInfo } from 'node:os'
import { address } from '#e2e/address.ts'
import { JobPage } from '#e2e/job-page.ts'
import { NUMBERS, numbersFile } from '#e2e/numbers-file.ts'
import { startImport } from '#e2e/start-import.ts'
import { expect, test } from '#e2e/test.ts'
import { wordsOf } from '#e2e/words.ts'
import type { Locale } from '#i18n/locales.ts'

const actor = userInfo().username
/** Longer than the row has room for. */
const REASON = 'Die Datei der Niederlassung kommt erst morgen früh, bitte nicht starten'

for (const locale of ['it', 'de'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale })

    test('why a job was paused can be told after Pause, by button and by key, and everybody sees it at once', async ({
      page,
      words,
      newTable,
      newFile,
      newReader,
    }) => {
      const { t } = words
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      const mine = `?q=${table.name}`
      const colleague = await newReader('es')
      await page.goto(address(locale, '/jobs/[jobId]', jobId) + mine)
      await colleague.goto(address('es', '/jobs/[jobId]', jobId) + mine)
      const [job, theirs] = [new JobPage(page, words), new JobPage(colleague, wordsOf('es'))]
      await job.isIn('running')

      await job.button('pause').click()
      const notice = page.getByRole('listitem').filter({ hasText: t('job.did.pause', { label: table.name }) })
      await notice.getByRole('button', { name: t('job.explain') }).click()
      const dialog = page.getByRole('dialog', { name: t('job.explainDialog.title', { label: table.name }) })
      const field = dialog.getByRole('textbox', { name: t('job.explainDialog.reason') })
      await expect(field).toBeFocused()
      const confirm = dialog.getByRole('button', { name: t('job.explainDialog.confirm') })
      await expect(confirm).toBeDisabled()
      await theirs.isIn('paused')
      const row = page.getByRole('row', { name: table.name })
      await field.fill(REASON)
      await confirm.click()
      await expect(page.getByText(t('job.did.explain'))).toBeVisible()
      await expect(dialog).toBeHidden()

      await expect(job.details.getByText(t('job.byWithReason', { actor, reason: REASON }))).toBeVisible()
      await expect(job.details.getByText(t('general.reason', { reason: REASON }))).toBeVisible()
      await expect(theirs.details.getByText(wordsOf('es').t('job.byWithReason', { actor, reason: REASON }))).toBeVisible()
      await expect(colleague.getByRole('row', { name: table.name })).toContainText(REASON)
      // In the row it is cut off where there is no more room; with the keyboard there, it is whole.
      const told = row.getByText(REASON, { exact: true })
      const cell = row.getByRole('cell').filter({ has: page.getByText(REASON, { exact: true }) })
      await expect(cell).toHaveAttribute('title', `${t('status.paused')} ${t('job.byWithReason', { actor, reason: REASON })}`)
      const cut = () => cell.evaluate((element) => getComputedStyle(element).overflowX === 'hidden')
      expect(await cut()).toBe(true)
      await page.keyboard.press('j')
      await expect(row.getByRole('link')).toBeFocused()
      await expect(row.getByRole('link')).toHaveAccessibleDescription(REASON)
      expect(await cut()).toBe(false)
      const box = await told.boundingBox()
      expect(box?.height).toBeGreaterThan(30)

      await page.goto(address(locale, '/jobs/[jobId]/journal', jobId) + mine)
      await expect(job.details.getByText(t('journal.move.explained', { actor, reason: REASON }))).toBeVisible()

      // Whoever started it again starts without it; the next pause has its own.
      await job.button('start').click()
      await job.isIn('running')
      await expect(row).not.toContainText(REASON)
      // The button is free again, and so is its key, which in the journal means its entries.
      await page.goto(address(locale, '/jobs/[jobId]', jobId) + mine)
      await expect(job.button('pause')).toBeEnabled()
      await page.keyboard.press('p')
      await notice.getByRole('button', { name: t('job.explain') }).click()
      await field.fill('pranzo')
      await confirm.click()
      await expect(row).toContainText('pranzo')
      await expect(job.details.getByText(t('job.byWithReason', { actor, reason: 'pranzo' }))).toBeVisible()
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(address(locale, '/jobs') + mine)
      await expect(row.getByText('pranzo')).toBeInViewport({ ratio: 1 })
    })

    test('Pause and Cancel with a reason, from the header', async ({ page, words, newTable, newFile }) => {
      const { t } = words
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      await page.goto(`${address(locale, '/jobs/[jobId]', jobId)}?q=${table.name}`)
      const job = new JobPage(page, words)
      await job.isIn('running')
      const row = page.getByRole('row', { name: table.name })
      const dialog = page.getByRole('dialog')
      const reason = dialog.getByRole('textbox', { name: t('job.reason') })

      await job.details.getByRole('button', { name: t('job.morePause') }).click()
      await page.getByRole('menuitem', { name: t('job.pauseWithReason') }).click()
      await reason.fill('non ancora')
      await dialog.getByRole('button', { name: t('job.pauseDialog.confirm'), exact: true }).click()
      await job.isIn('paused')
      await expect(page.getByText(t('job.did.pause', { label: table.name }))).toBeVisible()
      // It has its reason, and none is asked for.
      await expect(page.getByRole('button', { name: t('job.explain') })).toBeHidden()
      await expect(job.details.getByText(t('job.byWithReason', { actor, reason: 'non ancora' }))).toBeVisible()
      await expect(job.details.getByText(t('general.reason', { reason: 'non ancora' }))).toBeVisible()
      await expect(row).toContainText('non ancora')

      await job.button('cancel').click()
      await reason.fill('file sbagliato')
      await job.confirmCancel().click()
      await job.isIn('cancelled')
      await expect(job.details.getByText(t('job.byWithReason', { actor, reason: 'file sbagliato' }))).toBeVisible()
      await expect(job.details.getByText(t('general.reason', { reason: 'file sbagliato' }))).toBeVisible()
      await expect(row).toContainText('file sbagliato')
      await expect(row).not.toContainText('non ancora')
    })

    test('a reason that is not answered for is asked for again, and none stays on a job that went on', async ({
      page,
      words,
      newTable,
      newFile,
      database,
    }) => {
      const table = await newTable(NUMBERS)
      await table.slowDown()
      const jobId = await startImport(table, await newFile(`${table.name}.csv`, numbersFile(60_000)))
      const reading = /\/api\/jobs\/reasons/
      await page.route(reading, (route) => route.fulfill({ status: 500 }))
      await page.goto(`${address(locale, '/jobs/[jobId]', jobId)}?q=${table.name}`)
      const job = new JobPage(page, words)
      await job.isIn('running')
      const row = page.getByRole('row', { name: table.name })
      const refused = page.waitForResponse(reading)
      await job.button('pause').click()
      await job.isIn('paused')
      await refused
      await database.sql`update quayside.job_moves set reason = 'pranzo' where job_id = ${jobId} and by = 'pause'`
      // Any change of the job; here its title.
      await page.unroute(reading)
      await database.sql`update quayside.jobs set label = label || ' bis' where id = ${jobId}`
      await expect(row).toContainText('pranzo')
      // It is on its way when the job goes on.
      const held = Promise.withResolvers<void>()
      await page.route(reading, async (route) => {
        const response = await route.fetch()
        await held.promise
        await route.fulfill({ response })
      })
      const asked = page.waitForRequest(reading)
      await database.sql`update quayside.jobs set label = label || ' ter' where id = ${jobId}`
      await asked
      await job.button('start').click()
      await job.isIn('running')
      held.resolve()
      await expect(row).toContainText(words.t('status.running'))
      await expect(row).not.toContainText('pranzo')
      await page.unrouteAll({ behavior: 'wait' })
    })
  })
}
